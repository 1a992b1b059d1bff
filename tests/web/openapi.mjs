// usage: node openapi.mjs      Holds what is said to GitHub, and what GitHub says, against GitHub's own description.
// The first line on standard output names the operations. Then each line on standard input is an exchange
//   { id, method, path, headers, body, status, answer }      status: none, if only the request is to be looked at; answer: the JSON, if any
// and is answered by a line { id, operation, errors: [text, …] }. Ends with its input.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const { OpenAPIValidator } = require("openapi-backend/validation.js");
const addFormats = require("ajv-formats");
const whole = JSON.parse(readFileSync(require.resolve("@octokit/openapi/generated/api.github.com.json"), "utf8"));

// The description has a thousand paths, whose schemas take minutes to compile.
const inUse = {
    "/rate_limit": ["get"],
    "/repos/{owner}/{repo}": ["get"],
    "/repos/{owner}/{repo}/issues": ["get", "post"],
    "/repos/{owner}/{repo}/issues/comments/{comment_id}": ["get", "patch"],
    "/repos/{owner}/{repo}/issues/{issue_number}": ["get", "patch"],
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": ["get", "post"],
    "/repos/{owner}/{repo}/issues/{issue_number}/labels": ["get", "post"],
    "/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": ["delete"],
    "/repos/{owner}/{repo}/labels": ["get", "post"],
    "/repos/{owner}/{repo}/labels/{name}": ["get", "patch"],
    "/search/issues": ["get"],
};

// What GitHub answers to any request, although an operation's own list leaves it out:
// https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
const anywhere = { 301: "basic-error", 307: "basic-error", 401: "basic-error", 403: "basic-error", 404: "basic-error", 410: "basic-error", 422: "validation-error", 429: "basic-error" };

// Written out where it stands, because the validator takes no references to elsewhere. A schema that holds itself says nothing further down.
function writtenOut(part, above = []) {
    if (Array.isArray(part)) return part.map(item => writtenOut(item, above));
    if (part === null || typeof part !== "object") return part;
    if (typeof part.$ref === "string") {
        if (above.includes(part.$ref)) return {};
        const target = part.$ref.slice(2).split("/").reduce((place, name) => place[name], whole);
        return writtenOut(target, [...above, part.$ref]);
    }
    const { nullable, example, examples, ...rest } = Object.fromEntries(Object.entries(part).filter(([name]) => !name.startsWith("x-")).map(([name, value]) => [name, writtenOut(value, above)]));
    // Some "properties" are called so too; there it is no keyword.
    const kept = { ...(nullable instanceof Object ? { nullable } : {}), ...(example instanceof Object ? { example } : {}) };
    if (nullable !== true) return { ...rest, ...kept };
    // The validator refuses this keyword beside anything but a type.
    return "type" in rest ? { ...rest, ...kept, nullable, ...(rest.enum ? { enum: [...rest.enum, null] } : {}) } : { anyOf: [{ ...rest, ...kept }, { enum: [null] }] };
}

function operationOf(method, operation, shared) {
    const { operationId, parameters = [], requestBody, responses } = operation;
    const described = writtenOut({ parameters: [...shared, ...parameters], requestBody, responses });
    for (const [status, schema] of Object.entries(anywhere))
        described.responses[status] ??= { content: { "application/json": { schema: writtenOut({ $ref: `#/components/schemas/${schema}` }) } } };
    for (const [status, response] of Object.entries(described.responses))
        if (Number(status) >= 400 && response.content?.["application/json"])
            response.content["application/json"].schema = { allOf: [response.content["application/json"].schema, { type: "object", required: ["message"] }] };
    if (!described.requestBody) delete described.requestBody;
    return { operationId, ...described };
}

const definition = { openapi: whole.openapi, info: whole.info, paths: {} };
for (const [path, methods] of Object.entries(inUse)) {
    definition.paths[path] = {};
    for (const method of methods) definition.paths[path][method] = operationOf(method, whole.paths[path][method], whole.paths[path].parameters ?? []);
}

const validator = new OpenAPIValidator({
    definition, lazyCompileValidators: true, coerceTypes: true, ajvOpts: { allErrors: true }, customizeAjv: ajv => addFormats.default(ajv, ["uri", "date-time", "email"]),
});

const inWords = (of, { instancePath, message, params }) => `${of} ${instancePath || "/"} ${message} ${JSON.stringify(params)}`;

function errorsOf(operation, { method, path, headers, body, status, answer }) {
    const request = { method, path: path.split("?")[0], query: path.split("?")[1], headers, body };
    const errors = (validator.validateRequest(request, operation).errors ?? []).map(error => inWords("request", error));
    // A request that GitHub refuses as invalid may well be invalid.
    const found = status === 422 || status === 400 ? [] : errors;
    if (status === undefined || (status === 304 && method === "GET")) return found;
    const described = operation.responses[status];
    if (!described) return [...found, `answer ${status} is not one of ${operation.operationId}`];
    if (described.content === undefined) return answer === undefined ? found : [...found, `answer ${status} has a body`];
    return [...found, ...(validator.validateResponse(answer ?? null, operation, status).errors ?? []).map(error => inWords("answer", error))];
}

console.log(JSON.stringify({ operations: validator.router.getOperations().map(({ operationId }) => operationId) }));
for await (const line of createInterface({ input: process.stdin })) {
    const exchange = JSON.parse(line);
    const operation = validator.router.matchOperation({ method: exchange.method, path: exchange.path.split("?")[0], headers: {} });
    let errors;
    try {
        errors = operation ? errorsOf(operation, exchange) : [`no operation in use answers ${exchange.method} ${exchange.path}`];
    } catch (error) {
        errors = [`the validator: ${error.stack}`];
    }
    console.log(JSON.stringify({ id: exchange.id, operation: operation?.operationId, errors }));
}
