// What stands for many measurements.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

export function geometricMean(elements, value) {
  return Math.exp(elements.reduce((sum, element) => sum + Math.log(value(element)), 0) / elements.length);
}
