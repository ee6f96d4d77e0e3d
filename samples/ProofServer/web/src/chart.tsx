import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

export interface Line { label: string; color: string; points?: boolean; width?: number }

const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Lines over time (Unix seconds), or points over numbers. A summary in words stands beside it for those who don't see it. */
export function Chart({ data, lines, unit, isTime, summary, theme }: {
  data: (number | null)[][]; lines: Line[]; unit: string; isTime: boolean; summary: string; theme: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const axis: uPlot.Axis = {
      stroke: css('--muted'), grid: { stroke: css('--line'), width: 1 }, ticks: { stroke: css('--line'), width: 1 }, font: '12px system-ui, sans-serif',
    };
    const made = new uPlot({
      width: host.current!.clientWidth, height: 190, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: isTime }, y: { range: (_, least, most) => [0, Math.max(most || 1, least === most ? most * 1.5 || 1 : most) * 1.1] } },
      axes: [
        isTime ? { ...axis, values: [[60, '{HH}:{mm}', null, null, null, null, null, null, 1], [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]], space: 70, size: 30 }
          : { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100], size: 30 },
        { ...axis, size: 54, values: (_, values) => values.map((value) => `${+value.toFixed(2)}${unit}`) },
      ],
      series: [{}, ...lines.map((line): uPlot.Series => ({
        label: line.label, stroke: css(line.color), width: line.points ? 0 : line.width ?? 2, spanGaps: true,
        points: { show: !!line.points, size: 8, fill: css(line.color), stroke: css(line.color) },
      }))],
    }, data as uPlot.AlignedData, host.current!);
    plot.current = made;
    const observer = new ResizeObserver(([entry]) => made.setSize({ width: entry!.contentRect.width, height: 190 }));
    observer.observe(host.current!);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [theme]);

  useEffect(() => plot.current?.setData(data as uPlot.AlignedData), [data]);

  return (
    <figure class="chart">
      <div ref={host} role="img" aria-label={summary} />
      <figcaption class="legend">{lines.map((line) => <span key={line.label}><i class="swatch line" data-color={line.color} />{line.label}</span>)}</figcaption>
    </figure>
  );
}
