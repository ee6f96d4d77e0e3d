// The comparison as Markdown.

import { geometricMean } from "./statistics.mjs";

export function tables({ machine, commit, provers, ours, idle, rows }) {
  const circuit = ({ kind, power, constraints }) => [`${kind} 2^${power}`, constraints.toString()];
  const threadCounts = [...new Set(rows.flatMap(({ times }) => Object.keys(times[ours[0]].warm)))].sort((a, b) => b - a);
  const largest = rows.filter(({ kind, power }) => !rows.some((other) => other.kind === kind && other.power > power));

  const processes = provers.filter((name) => rows[0].times[name].peak !== undefined);

  // All times of one sort, and the peers' as multiples of ours.
  const timesOf = (time, those = rows) => {
    const timed = provers.filter((name) => time(those[0].times[name]) !== undefined);
    const own = timed.filter((name) => ours.includes(name));
    const pairs = timed.filter((name) => !ours.includes(name)).flatMap((peer) => own.map((name) => [peer, name]));
    return [
      table(
        ["circuit", "constraints", ...timed],
        those.map((row) => [...circuit(row), ...timed.map((name) => milliseconds(time(row.times[name])))]),
      ),
      table(
        ["mean of the kinds", ...pairs.map(([peer, own]) => `${peer} / ${own}`)],
        [...new Set(those.map(({ power }) => power))].map((power) => {
          const chosen = those.filter((row) => row.power === power);
          const ratio = ([peer, own]) => geometricMean(chosen, ({ times }) => time(times[peer]) / time(times[own]));
          return [`2^${power}`, ...pairs.map((pair) => Number(ratio(pair).toPrecision(2)).toString())];
        }),
      ),
    ];
  };

  return [
    `Commit ${commit}, ${machine}.`,
    ...threadCounts.flatMap((count) => {
      const those = rows.filter(({ times }) => times[ours[0]].warm[count]);
      return [`Proofs with a loaded key, threads: ${count}, milliseconds:`, ...timesOf(({ warm }) => warm[count], those)];
    }),
    "Whole processes that load the key, prove once and write the proof, milliseconds:",
    ...timesOf(({ fresh }) => fresh),
    "Their peak memory, megabytes; the first line is the runtime alone:",
    table(
      ["circuit", "constraints", ...processes],
      [
        ["", "", ...processes.map((name) => megabytes(idle[name]))],
        ...rows.map((row) => [...circuit(row), ...processes.map((name) => megabytes(row.times[name].peak))]),
      ],
    ),
    "What the largest circuits' witnesses are made of, per cent:",
    table(
      ["circuit", "constraints", "0", "1", "other, below 64 bits", "larger"],
      largest.map((row) => [...circuit(row), ...["zero", "one", "small", "full"].map((size) => (100 * row.shares[size]).toFixed(1))]),
    ),
  ].join("\n\n");
}

function table(header, lines) {
  const widths = header.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  const row = (cells) => `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [row(header), rule, ...lines.map(row)].join("\n");
}

function milliseconds(value) {
  return value.toFixed(value < 100 ? 1 : 0);
}

function megabytes(value) {
  return value?.toFixed(0) ?? "";
}
