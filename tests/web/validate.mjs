// usage: node validate.mjs SCHEMA DOCUMENT ...      0 all are valid, 1 some are not (a line each), 2 the schema or a file cannot be read
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, ...documents] = process.argv.slice(2);
const read = file => JSON.parse(readFileSync(file, "utf8"));

try {
  const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(read(schema));
  for (const document of documents) {
    if (validate(read(document))) continue;
    process.exitCode = 1;
    for (const { instancePath, message, params } of validate.errors)
      console.log(`${document}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
