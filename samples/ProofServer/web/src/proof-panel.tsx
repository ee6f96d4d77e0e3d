import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Api, type Failure, Problem, type ProofResult, type Status } from './api.ts';
import { Progress, ProblemNote } from './fields.tsx';
import { score, seconds, stageName } from './format.ts';
import type { Live } from './live.ts';
import { OpinionTriangle } from './opinion-triangle.tsx';
import type { Asked } from './proof-form.tsx';
import { useStore } from './store.ts';

const titles: Record<string, string> = {
  exact: 'Exact score', threshold: 'Score of at least', range: 'Score from', membership: 'Membership', anonymous: 'Anonymous membership',
};

const claim = ({ proofType, bounds }: Asked) =>
  proofType === 'threshold' ? score(bounds!.minimum!) : proofType === 'range' ? `${score(bounds!.minimum!)} to ${score(bounds!.maximum!)}` : '';

function Copy({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return <button type="button" class="secondary small" onClick={copy} aria-live="polite">{done ? 'Copied' : label}</button>;
}

function Verification({ api, asked, result }: { api: Api; asked: Asked; result: ProofResult }) {
  const [outcome, setOutcome] = useState<{ isValid: boolean; failures: Failure[] } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const verify = async () => {
    setProblem(null);
    try {
      setOutcome(await api.post('/api/proof/verify', {
        proof: result.proof,
        expectation: {
          recipient: asked.recipient, scope: asked.scope, mode: asked.proofType === 'anonymous' ? 'anonymous' : 'disclosed',
          ...(asked.bounds && { bounds: asked.bounds }),
        },
      }));
    } catch (e) {
      setProblem(e as Problem);
    }
  };
  return (
    <div class="verification" aria-live="polite">
      {!outcome && <button type="button" class="primary" onClick={verify}>Verify it</button>}
      {outcome?.isValid && (
        <p class="verdict good"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="m4.5 10.5 3.6 3.6 7.4-8" /></svg>
          Valid: made out to this wallet, for this purpose, about the registry as it is.</p>
      )}
      {outcome && !outcome.isValid && (
        <div class="verdict bad"><p>Not valid.</p><ul>{outcome.failures.map((failure) => <li key={failure.check}>{failure.message} {failure.advice}</li>)}</ul></div>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** A request of the user's: how far it is, and what came of it. */
export function ProofPanel({ api, live, asked, took }: { api: Api; live: Live; asked: Asked; took: (result: ProofResult) => void }) {
  const state = useStore(useMemo(() => live.request(asked.requestId), [live, asked.requestId]));
  const [result, setResult] = useState<ProofResult | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!state.isFinal || state.state === 'Unknown') return;
    api.get<Status>(`/api/proof/status/${asked.requestId}`).then((status) => {
      if (!status.result) return;
      setResult(status.result);
      took(status.result);
    }, setProblem);
  }, [state.isFinal]);

  const cancel = async () => {
    try {
      await api.post(`/api/proof/cancel/${asked.requestId}`);
    } catch (e) {
      setProblem(e as Problem);
    }
  };

  const json = result?.proof ? JSON.stringify(result.proof, null, 2) : '';
  return (
    <article class={`proof ${state.state.toLowerCase()}`} aria-label={`Proof: ${titles[asked.proofType]}`}>
      <header>
        <div><h3>{titles[asked.proofType]} {claim(asked)}</h3><p class="hint">for “{asked.scope.campaign || 'anything'}”</p></div>
        <span class={`pill ${state.state.toLowerCase()}`}>{state.state}</span>
      </header>
      {!state.isFinal && (
        <div class="underway">
          <Progress value={state.percent} state={state.state} label="How far this proof is" />
          <p>
            <span>{state.position !== undefined && state.state === 'Queued' ? `${state.position} before it` : stageName(state.stage ?? 'Queued')}</span>
            <span class="number">{state.remainingSeconds !== undefined ? `about ${seconds(state.remainingSeconds)} left` : `${Math.round(state.percent)} %`}</span>
          </p>
          <button type="button" class="secondary small" onClick={cancel}>Cancel</button>
        </div>
      )}
      {state.state === 'Unknown' && <p class="note warn">The server does not know this request any more. It may have been started anew; ask again.</p>}
      {state.error && state.state === 'Failed' && <ProblemNote problem={state.error} />}
      {state.state === 'Cancelled' && <p class="note">{state.error?.message ?? 'It was cancelled.'}</p>}
      {problem && <ProblemNote problem={problem} />}
      {result?.proof !== undefined && (
        <div class="outcome">
          <Verification api={api} asked={asked} result={result} />
          <dl class="facts">
            <div><dt>Took</dt><dd>{result.isFromCache ? 'from the cache' : seconds(result.timings.totalSeconds)}</dd></div>
            <div><dt>Foretold</dt><dd>{asked.predicted ? seconds(asked.predicted.seconds) : 'nothing known'}</dd></div>
            <div><dt>Circuit</dt><dd>{result.circuit}, {result.links === 1 ? 'one link' : `${result.links} links`}</dd></div>
            <div class="wide"><dt>Hash</dt><dd class="mono">{result.hash}</dd></div>
          </dl>
          <div class="actions">
            {result.calldata && <Copy text={result.calldata} label="Copy calldata" />}
            <Copy text={json} label="Copy proof" />
          </div>
          <details class="disclosure"><summary>What the proof rests on (only you see this)</summary>{result.opinion && <OpinionTriangle opinion={result.opinion} />}</details>
          <details class="disclosure"><summary>The proof itself</summary><pre tabIndex={0} aria-label="The proof as JSON">{json}</pre></details>
        </div>
      )}
    </article>
  );
}
