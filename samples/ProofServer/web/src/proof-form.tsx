import { useEffect, useState } from 'preact/hooks';
import { type Api, type Predicted, Problem } from './api.ts';
import { Field, ProblemNote } from './fields.tsx';
import { score, seconds } from './format.ts';

export interface Asked {
  requestId: string; proofType: string; recipient: string; scope: { campaign: string }; bounds?: { minimum?: number; maximum?: number };
  predicted?: Predicted; at: number;
}

const types = [
  ['exact', 'Exact', 'My score is exactly this.'],
  ['threshold', 'Threshold', 'My score is at least this.'],
  ['range', 'Range', 'My score is between these.'],
  ['membership', 'Membership', 'The registry knows me.'],
  ['anonymous', 'Anonymous', 'The registry knows somebody: me, unnamed.'],
] as const;

export function ProofForm({ api, account, attestations, asked }: { api: Api; account: string; attestations: number; asked: (request: Asked) => void }) {
  const [type, setType] = useState<string>('threshold');
  const [minimum, setMinimum] = useState(500_000);
  const [maximum, setMaximum] = useState(1_000_000);
  const [recipient, setRecipient] = useState(account);
  const [campaign, setCampaign] = useState('demonstration');
  const [priority, setPriority] = useState('normal');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [expected, setExpected] = useState<Predicted | null>(null);

  useEffect(() => {
    if (attestations === 0) return;
    const circuit = attestations <= 72 ? 'small' : attestations <= 216 ? 'medium' : 'large';
    api.get<{ predicted?: Predicted }>(`/api/metrics/predict?circuitType=${circuit}&networkSize=${attestations}`)
      .then((answer) => setExpected(answer.predicted ?? null)).catch(() => setExpected(null));
  }, [api, attestations, isBusy]);

  const submit = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    setBusy(true);
    const bounds = type === 'threshold' ? { minimum } : type === 'range' ? { minimum, maximum } : undefined;
    try {
      const identity = type === 'anonymous' ? await api.post<{ identitySecret: string }>('/api/registry/identity') : undefined;
      const scope = { campaign };
      const answer = await api.post<{ requestId: string; predicted?: Predicted }>('/api/proof/submit', {
        proofType: type, recipient, scope, priority, ...(bounds && { bounds }), ...(identity && { identitySecret: identity.identitySecret }),
      });
      asked({ requestId: answer.requestId, proofType: type, recipient, scope, bounds, predicted: answer.predicted, at: Date.now() });
    } catch (e) {
      setProblem(e as Problem);
    } finally {
      setBusy(false);
    }
  };

  const slider = (id: string, label: string, value: number, set: (value: number) => void) => (
    <Field id={id} label={label}>
      <div class="slider">
        <input id={id} type="range" min={0} max={1_000_000} step={5000} value={value} aria-valuetext={score(value)}
          onInput={(e) => set(e.currentTarget.valueAsNumber)} />
        <output for={id}>{score(value)}</output>
      </div>
    </Field>
  );

  return (
    <form class="ask" onSubmit={submit}>
      <fieldset class="choices">
        <legend>What to prove</legend>
        {types.map(([value, name, says]) => (
          <label key={value} class="choice">
            <input type="radio" name="type" value={value} checked={type === value} onChange={() => setType(value)} />
            <span><b>{name}</b><small>{says}</small></span>
          </label>
        ))}
      </fieldset>
      {type === 'threshold' && slider('minimum', 'At least', minimum, setMinimum)}
      {type === 'range' && <>{slider('minimum', 'From', minimum, setMinimum)}{slider('maximum', 'To', maximum, setMaximum)}</>}
      {type === 'anonymous' && (
        <p class="note warn">An anonymous proof is made from a secret. Here the server makes and uses it: it then knows who you are. To be anonymous to
          the server as well, prove on a machine of your own.</p>
      )}
      <Field id="recipient" label="Made out to" hint="The wallet that presents the proof. Nobody else can.">
        <input id="recipient" class="mono" required pattern="0x[0-9a-fA-F]{40}" title="0x and 40 hexadecimal digits" spellcheck={false} autocomplete="off"
          aria-describedby="recipient-hint" value={recipient} onInput={(e) => setRecipient(e.currentTarget.value)} />
      </Field>
      <div class="pair">
        <Field id="campaign" label="Good for">
          <input id="campaign" maxLength={256} autocomplete="off" value={campaign} onInput={(e) => setCampaign(e.currentTarget.value)} />
        </Field>
        <Field id="priority" label="Priority">
          <select id="priority" value={priority} onChange={(e) => setPriority(e.currentTarget.value)}>
            {['low', 'normal', 'high', 'critical'].map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </Field>
      </div>
      {problem && <ProblemNote problem={problem} />}
      <div class="submit">
        <button type="submit" class="primary" disabled={isBusy}>{isBusy ? 'Asking…' : 'Ask for the proof'}</button>
        {expected && <p class="hint">About {seconds(expected.seconds)} once its turn comes.</p>}
      </div>
    </form>
  );
}
