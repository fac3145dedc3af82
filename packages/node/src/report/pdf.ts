// A PDF of a Typst document: PDF/A-2b for archives, with fonts of our own alone and the date that is given, so that two machines make the
// same bytes of the same report.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** `createdAt`: seconds. Throws with the compiler's own words if the document is not in order, which would be a defect of ours. */
export function compilePdf(document: string, createdAt: number): Uint8Array {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fontFolder()] }] });
  const compiled = compiler.compile({ mainFileContent: document });
  if (compiled.result === null) {
    const diagnostics = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`setting a report: ${JSON.stringify(diagnostics).slice(0, 2000)}`);
  }
  return compiler.pdf(compiled.result, { pdfStandard: 'a-2b', creationTimestamp: createdAt });
}

function fontFolder(): string {
  const entry = fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'));
  return join(dirname(dirname(entry)), 'fonts');
}
