// docxtemplater, as its documentation shows it: node docxtemplater.js TEMPLATE ROWS.json DIR
const fs = require("fs");
const path = require("path");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, rows, folder] = process.argv.slice(2);
const content = fs.readFileSync(template, "binary");
for (const row of JSON.parse(fs.readFileSync(rows, "utf-8")).rows) {
  const doc = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
  doc.render(row);
  const made = doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  fs.writeFileSync(path.join(folder, `${row.file}.docx`), made);
}
