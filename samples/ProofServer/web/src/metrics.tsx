import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ProofResult } from './api.ts';
import { Chart } from './chart.tsx';
import { Card } from './fields.tsx';
import { bytes, seconds } from './format.ts';
import type { Live, Metrics } from './live.ts';
import type { Asked } from './proof-form.tsx';
import { useStore } from './store.ts';

const kept = 300;
interface Sample { at: number; completed: number; waiting: number; running: number; metrics: Metrics | null }

/** A sample each second: what a server does changes by itself, and a chart goes on when it does not. */
function useSamples(live: Live): Sample[] {
  const [samples, set] = useState<Sample[]>([]);
  useEffect(() => {
    const timer = setInterval(() => {
      const statistics = live.queue.value?.statistics;
      if (!statistics || live.connection.value.state !== 'open') return;
      set((before) => [...before.slice(1 - kept), {
        at: Date.now() / 1000, completed: statistics.completed, waiting: statistics.waiting, running: statistics.running, metrics: live.metrics.value,
      }]);
    }, 1000);
    return () => clearInterval(timer);
  }, [live]);
  return samples;
}

/** Proofs a minute, over the minute before each sample. */
const throughput = (samples: Sample[]) => samples.map((sample, i) => {
  const from = samples.slice(0, i + 1).find((other) => other.at > sample.at - 60)!;
  return from === sample ? 0 : ((sample.completed - from.completed) * 60) / Math.max(10, sample.at - from.at);
});

export function Activity({ live, theme }: { live: Live; theme: string }) {
  const samples = useSamples(live);
  const last = samples.at(-1);
  const times = samples.map((sample) => sample.at);
  const rate = useMemo(() => throughput(samples), [samples]);
  const durations = last?.metrics?.durations;
  return (
    <>
      <Card title="Throughput" id="throughput" class="late">
        <Chart theme={theme} isTime unit="" data={[times, rate, samples.map((sample) => sample.waiting)]}
          lines={[{ label: 'proofs a minute', color: '--accent' }, { label: 'waiting', color: '--mixed' }]}
          summary={last ? `${Math.round(rate.at(-1) ?? 0)} proofs a minute, ${last.waiting} waiting` : 'Nothing yet'} />
      </Card>
      {last?.metrics && (
        <Card title="How long proofs take" id="percentiles" class="late">
          <Chart theme={theme} isTime unit=" s"
            data={[times, ...(['p50Seconds', 'p95Seconds', 'p99Seconds'] as const).map((name) => samples.map(({ metrics }) => (metrics?.durations.total.count ? metrics.durations.total[name] : null)))]}
            lines={[{ label: 'P50', color: '--accent' }, { label: 'P95', color: '--mixed' }, { label: 'P99', color: '--bad' }]}
            summary={durations ? `Half take up to ${seconds(durations.total.p50Seconds)}, 95 of 100 up to ${seconds(durations.total.p95Seconds)}` : 'Nothing yet'} />
        </Card>
      )}
    </>
  );
}

/** Of an operator's token; nothing for others. */
export function Circuits({ live }: { live: Live }) {
  const metrics = useStore(live.metrics);
  if (!metrics) return null;
  const used = metrics.circuits.filter((circuit) => circuit.succeeded + circuit.failed > 0);
  return (
    <Card title="Circuits" id="circuits" class="late">
      {used.length === 0 ? <p class="empty">No proof was made yet.</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Times of circuits">
          <table>
            <thead>
              <tr><th scope="col">Circuit</th><th scope="col" class="number">Proofs</th><th scope="col" class="number">Mean</th><th scope="col" class="number">P95</th>
                <th scope="col" class="number">Processor</th><th scope="col" class="number">Memory</th></tr>
            </thead>
            <tbody>
              {used.map((circuit) => (
                <tr key={circuit.circuit}>
                  <th scope="row">{circuit.circuit}</th><td class="number">{circuit.succeeded}</td><td class="number">{seconds(circuit.processing.meanSeconds)}</td>
                  <td class="number">{seconds(circuit.processing.p95Seconds)}</td><td class="number">{seconds(circuit.meanProcessorSeconds)}</td>
                  <td class="number">{bytes(circuit.maxPeakBytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

export interface Taken { asked: Asked; result: ProofResult }

export function Foretold({ taken, theme }: { taken: Taken[]; theme: string }) {
  const known = taken.filter(({ asked, result }) => asked.predicted && result.state === 'Completed' && !result.isFromCache);
  const first = useRef(known.length);
  if (known.length === 0) {
    return <Card title="Foretold and taken" id="foretold" class="late"><p class="empty">Ask for proofs: each is foretold before it is made, and compared here.</p></Card>;
  }
  const off = known.map(({ asked, result }) => Math.abs(asked.predicted!.seconds - result.timings.totalSeconds) / result.timings.totalSeconds);
  return (
    <Card title="Foretold and taken" id="foretold" class="late">
      <Chart key={first.current} theme={theme} isTime={false} unit=" s"
        data={[known.map((_, i) => i + 1), known.map(({ asked }) => asked.predicted!.seconds), known.map(({ result }) => result.timings.totalSeconds)]}
        lines={[{ label: 'foretold', color: '--mixed', points: true }, { label: 'taken', color: '--accent', points: true }]}
        summary={`Of ${known.length} proofs the prediction was off by ${Math.round((100 * off.reduce((sum, one) => sum + one, 0)) / off.length)} % on average`} />
    </Card>
  );
}
