import uPlot from 'uplot';

interface Row { circuit: string; attestations: number; mean: number; minimum: number; maximum: number; p50: number; p95: number; p99: number; processorSeconds: number; peakBytes: number }
const { rows } = JSON.parse(document.getElementById('data')!.textContent!) as { rows: Row[] };
const host = document.getElementById('charts')!;
const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colors = ['--accent', '--mixed', '--bad', '--field'];

const drawings: (() => uPlot)[] = [];

/** Lines over the number of attestations, with their names below. Drawn when all are there, and each knows its width. */
function chart(title: string, unit: string, xs: number[], lines: [string, (number | null)[]][]) {
  const figure = document.createElement('figure');
  const heading = document.createElement('h2');
  heading.textContent = title[0]!.toUpperCase() + title.slice(1);
  const plot = document.createElement('div');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', `${title}; the table below has all figures`);
  const legend = document.createElement('figcaption');
  lines.forEach(([name], i) => {
    const swatch = document.createElement('i');
    swatch.style.background = css(colors[i % colors.length]!);
    const entry = document.createElement('span');
    entry.append(swatch, name);
    legend.append(entry);
  });
  figure.append(heading, plot, legend);
  host.append(figure);
  const axis: uPlot.Axis = { stroke: css('--muted'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  drawings.push(() => new uPlot({
    width: plot.clientWidth, height: 220, legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, (most || 1) * 1.1] } },
    axes: [{ ...axis, size: 32, values: (_, values) => values.map(String) }, { ...axis, size: 60, values: (_, values) => values.map((value) => `${+value.toFixed(3)}${unit}`) }],
    series: [{}, ...lines.map(([label], i): uPlot.Series => ({
      label, stroke: css(colors[i % colors.length]!), width: 2, points: { show: true, size: 7, fill: css(colors[i % colors.length]!) },
    }))],
  }, [xs, ...lines.map(([, values]) => values)] as uPlot.AlignedData, plot));
}

const xs = [...new Set(rows.map((row) => row.attestations))].sort((a, b) => a - b);
const circuits = [...new Set(rows.map((row) => row.circuit))];
const of = (circuit: string, value: (row: Row) => number) => xs.map((x) => {
  const row = rows.find((one) => one.circuit === circuit && one.attestations === x);
  return row ? value(row) : null;
});
const each = (value: (row: Row) => number) => circuits.map((circuit): [string, (number | null)[]] => [circuit, of(circuit, value)]);
for (const circuit of circuits) {
  chart(`${circuit}: mean, minimum and maximum by attestations`, ' s', xs, [['mean', of(circuit, (row) => row.mean)], ['minimum', of(circuit, (row) => row.minimum)], ['maximum', of(circuit, (row) => row.maximum)]]);
  chart(`${circuit}: percentiles by attestations`, ' s', xs, [['P50', of(circuit, (row) => row.p50)], ['P95', of(circuit, (row) => row.p95)], ['P99', of(circuit, (row) => row.p99)]]);
}
chart('Processor time by attestations', ' s', xs, each((row) => row.processorSeconds));
chart('Memory by attestations', ' MB', xs, each((row) => row.peakBytes / 1e6));

const plots = drawings.map((draw) => draw());
addEventListener('resize', () => {
  for (const plot of plots) plot.setSize({ width: plot.root.parentElement!.clientWidth, height: 220 });
});
