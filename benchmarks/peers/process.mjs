// Runs a program to its end and sees how long that took and how much memory it held at most.

import { spawn } from "node:child_process";
import fs from "node:fs";

// What it wrote on standard output, milliseconds, and megabytes: those only on Linux, where the kernel keeps the peak until the end.
// The peak is looked at every so many milliseconds: seldom beside what is timed, often where a program ends at once.
export function run([program, ...options], arguments_, environment = {}, pollMilliseconds = 5) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const env = { ...process.env, ...environment };
    const child = spawn(program, [...options, ...arguments_], { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    let megabytes;
    const poll = setInterval(() => (megabytes = peakOf(child.pid) ?? megabytes), pollMilliseconds);
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", (error) => {
      clearInterval(poll);
      reject(error);
    });
    child.on("close", (code) => {
      clearInterval(poll);
      if (code === 0) resolve({ output, megabytes, milliseconds: performance.now() - start });
      else reject(new Error(`${program} ${arguments_.join(" ")} ended with ${code}: ${errors}`));
    });
  });
}

function peakOf(pid) {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes && (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
