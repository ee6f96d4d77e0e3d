// Bundles the page into ../page, with the licences of what is in it. The module live.js stays one of its own, for other pages to use.
import { build } from 'esbuild';
import { copyFile, readFile, writeFile } from 'node:fs/promises';

const out = process.argv[2] ?? '../page';
const common = { bundle: true, format: 'esm', target: 'es2022', minify: true, legalComments: 'none', charset: 'utf8', logLevel: 'warning' };
await build({ ...common, entryPoints: ['src/live.ts'], outfile: `${out}/live.js` });
await build({
  ...common,
  entryPoints: ['src/app.tsx'],
  outfile: `${out}/app.js`,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [{ name: 'live', setup: (bundle) => bundle.onResolve({ filter: /\/live\.ts$/ }, () => ({ path: './live.js', external: true })) }],
});
await build({ ...common, entryPoints: ['src/app.css'], outfile: `${out}/app.css` });
await build({ ...common, entryPoints: ['src/report.ts'], outfile: `${out}/report.js`, format: 'iife' });
await build({ ...common, entryPoints: ['src/report.css'], outfile: `${out}/report.css` });
for (const file of ['index.html', 'favicon.svg']) await copyFile(`src/${file}`, `${out}/${file}`);

const parts = ['preact', 'uplot', 'd3-force', 'd3-dispatch', 'd3-quadtree', 'd3-timer'];
const texts = await Promise.all(parts.map(async (part) => {
  const { version, license } = JSON.parse(await readFile(`node_modules/${part}/package.json`, 'utf8'));
  const text = await readFile(`node_modules/${part}/LICENSE`, 'utf8');
  return `${part} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}));
await writeFile(`${out}/licences.txt`, `The page contains these parts:\n\n${texts.join('\n' + '-'.repeat(72) + '\n\n')}`);
