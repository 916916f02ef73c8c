// easy-template-x, as its documentation shows it: node easy-template-x.js TEMPLATE ROWS.json DIR
const fs = require("fs");
const path = require("path");
const { TemplateHandler } = require("easy-template-x");

async function main() {
  const [template, rows, folder] = process.argv.slice(2);
  const content = fs.readFileSync(template);
  const handler = new TemplateHandler();
  for (const row of JSON.parse(fs.readFileSync(rows, "utf-8")).rows) {
    const made = await handler.process(content, row);
    fs.writeFileSync(path.join(folder, `${row.file}.docx`), made);
  }
}
main();
