// carbone, as its documentation shows it: node carbone.js TEMPLATE ROWS.json DIR
const fs = require("fs");
const path = require("path");
const { promisify } = require("util");
const carbone = require("carbone");

const render = promisify(carbone.render);

async function main() {
  const [template, rows, folder] = process.argv.slice(2);
  for (const row of JSON.parse(fs.readFileSync(rows, "utf-8")).rows) {
    const made = await render(template, row, {});
    fs.writeFileSync(path.join(folder, `${row.file}.docx`), made);
  }
  process.exit(0);
}
main();
