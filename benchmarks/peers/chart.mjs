// The comparison as a picture: time by constraints, both logarithmic. A line is the geometric mean of the kinds of circuits, the area
// around it what they span.

import { geometricMean } from "./statistics.mjs";

const width = 960;
const height = 600;
const plot = { left: 84, top: 104, bottom: 526 };
const labelCharacter = 7.8;
const colours = ["#0b6e4f", "#2ca25f", "#74b87c", "#a3cf6b"];
const peerColours = ["#c2410c", "#6d4aa8", "#475569"];
const labelDistance = 19;

// warm: proofs with a loaded key. cold: whole processes.
export function chart({ machine, commit, provers, ours, rows: all }, sort) {
  const threads = Math.max(...all.flatMap(({ times }) => Object.keys(times[ours[0]].warm)).map(Number));
  const rows = all.filter(({ times }) => times[ours[0]].warm[threads]);
  const time = sort === "warm" ? ({ warm }) => warm[threads] : ({ fresh }) => fresh;
  const title = sort === "warm" ? "A Groth16 proof with a loaded key" : "A process that loads a key and makes one Groth16 proof";
  const powers = [...new Set(rows.map(({ power }) => power))].sort((a, b) => a - b);
  const series = provers.map((name) => ({
    name,
    own: ours.includes(name),
    points: powers.map((power) => spread(rows.filter((row) => row.power === power).map(({ times }) => time(times[name])))),
  }));
  const label = ({ own, name }) => (own ? `this library, ${name}` : name);
  const right = Math.min(770, width - 24 - labelCharacter * Math.max(...series.map((one) => label(one).length)));
  const everything = series.flatMap(({ points }) => points.flatMap(({ least, most }) => [least, most]));
  const times = ticks(Math.min(...everything), Math.max(...everything));
  const x = (power) => scale(power, powers[0], Math.max(powers.at(-1), powers[0] + 1), plot.left + 24, right);
  const y = (time) => scale(Math.log(time), Math.log(times[0]), Math.log(times.at(-1)), plot.bottom, plot.top);
  const colour = ({ own }, i) => (own ? colours[i % colours.length] : peerColours[(i - ours.length) % peerColours.length]);

  const grid = [];
  for (const time of times) {
    const at = y(time);
    grid.push(`<line class="grid" x1="${plot.left}" x2="${n(right)}" y1="${n(at)}" y2="${n(at)}"/>`);
    grid.push(`<text class="tick" x="${plot.left - 12}" y="${n(at + 4.5)}" text-anchor="end">${duration(time)}</text>`);
  }
  for (const power of powers) {
    grid.push(`<line class="grid" x1="${n(x(power))}" x2="${n(x(power))}" y1="${plot.top}" y2="${plot.bottom}"/>`);
    const size = `2<tspan dy="-5" font-size="10">${power}</tspan>`;
    grid.push(`<text class="tick" x="${n(x(power))}" y="${plot.bottom + 24}" text-anchor="middle">${size}</text>`);
  }

  const areas = series.map((one, i) => {
    const there = one.points.map(({ most }, j) => `${n(x(powers[j]))},${n(y(most))}`);
    const back = one.points.map(({ least }, j) => `${n(x(powers[j]))},${n(y(least))}`).reverse();
    return `<polygon points="${[...there, ...back].join(" ")}" fill="${colour(one, i)}" opacity="0.13"/>`;
  });
  const lines = series.map((one, i) => {
    const points = one.points.map(({ mean }, j) => [n(x(powers[j])), n(y(mean))]);
    const dots = points.map(([cx, cy]) => `<circle class="dot" cx="${cx}" cy="${cy}" r="4" fill="${colour(one, i)}"/>`);
    const stroke = `stroke="${colour(one, i)}" stroke-width="${one.own ? 3 : 2}"`;
    return `<polyline points="${points.join(" ")}" fill="none" ${stroke}/>${dots.join("")}`;
  });
  const wanted = series.map((one, i) => ({ one, colour: colour(one, i), at: y(one.points.at(-1).mean) }));
  const labels = apart(wanted).map(({ one, colour, at }) => {
    return (
      `<text class="label" x="${n(right + 14)}" y="${n(at)}" style="fill:${colour}">${label(one)}</text>` +
      `<text class="value" x="${n(right + 14)}" y="${n(at + 15)}">${duration(one.points.at(-1).mean)}</text>`
    );
  });

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"
  aria-label="${title}: time by the number of constraints, for this library and its peers">
<style>
  text { font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; fill: #334155; }
  .title { font-size: 21px; font-weight: bold; fill: #0f172a; }
  .note { font-size: 13px; fill: #64748b; }
  .tick { font-size: 13px; fill: #64748b; }
  .label { font-size: 14px; font-weight: bold; }
  .value { font-size: 12.5px; fill: #64748b; }
  .dot { stroke: #ffffff; stroke-width: 1.5; }
  .grid { stroke: #e2e8f0; stroke-width: 1; }
</style>
<rect width="${width}" height="${height}" rx="10" fill="#ffffff"/>
<text class="title" x="32" y="42">${title}</text>
<text class="note" x="32" y="66">${threads === 1 ? "1 thread" : `${threads} threads`}; ${kindsOf(rows)}</text>
${[...grid, ...areas, ...lines, ...labels].join("\n")}
<text class="tick" x="${n((plot.left + right) / 2)}" y="${plot.bottom + 50}" text-anchor="middle">constraints</text>
<text class="note" x="${width - 24}" y="${height - 14}" text-anchor="end">${machine}; commit ${commit}</text>
</svg>
`;
}

function spread(times) {
  const mean = geometricMean(times, (time) => time);
  return { mean, least: Math.min(...times), most: Math.max(...times) };
}

function kindsOf(rows) {
  const names = [...new Set(rows.map(({ kind }) => kind))];
  if (names.length === 1) return `the ${names[0]} circuit`;
  return `lines: mean of ${names.length} kinds of circuits; areas: from the fastest kind to the slowest`;
}

// 1, 2 and 5 times the powers of ten, from below the least to above the most.
function ticks(least, most) {
  const all = [];
  for (let decade = -3; decade < 7; decade++) all.push(...[1, 2, 5].map((digit) => digit * 10 ** decade));
  return all.filter((_, i) => all[i + 1] > least && (i === 0 || all[i - 1] < most));
}

// Moves labels that would cover each other, the lowest first.
function apart(labels) {
  const sorted = labels.toSorted((a, b) => b.at - a.at);
  let free = plot.bottom + labelDistance;
  return sorted.map((label) => {
    const at = Math.min(label.at, free - 2 * labelDistance);
    free = at;
    return { ...label, at };
  });
}

function duration(milliseconds) {
  return milliseconds < 1000 ? `${Number(milliseconds.toPrecision(2))} ms` : `${Number((milliseconds / 1000).toPrecision(2))} s`;
}

function scale(value, from, to, start, end) {
  return start + ((value - from) / (to - from)) * (end - start);
}

function n(value) {
  return Number(value.toFixed(1));
}
