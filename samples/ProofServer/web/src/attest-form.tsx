import { useState } from 'preact/hooks';
import { type Api, Problem } from './api.ts';
import { Field, ProblemNote } from './fields.tsx';
import { addressOf, percent, remember } from './format.ts';

/** Adds what somebody thinks of the user, from dealings that went well or badly. */
export function AttestForm({ api, account, added }: { api: Api; account: string; added: (name: string) => void }) {
  const [name, setName] = useState('');
  const [well, setWell] = useState(6);
  const [badly, setBadly] = useState(1);
  const [problem, setProblem] = useState<Problem | null>(null);
  const total = well + badly + 2;

  const submit = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      const source = await addressOf(name);
      await api.post('/api/registry/attestations', {
        subject: account,
        attestations: [{
          source, target: account, weight: 1, attestation_type: 'trust', created_at: Math.floor(Date.now() / 1000),
          opinion: { belief: well / total, disbelief: badly / total, uncertainty: 2 / total, base_rate: 0.5 },
        }],
      });
      remember(source, name.trim());
      added(name.trim());
      setName('');
    } catch (e) {
      setProblem(e as Problem);
    }
  };

  return (
    <form class="attest" onSubmit={submit}>
      <Field id="attester" label="Who attests">
        <input id="attester" required maxLength={40} autocomplete="off" placeholder="such as Carol" value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </Field>
      <Field id="well" label="Went well">
        <input id="well" type="number" min={0} max={1000} required value={well} onInput={(e) => setWell(e.currentTarget.valueAsNumber || 0)} />
      </Field>
      <Field id="badly" label="Went badly">
        <input id="badly" type="number" min={0} max={1000} required value={badly} onInput={(e) => setBadly(e.currentTarget.valueAsNumber || 0)} />
      </Field>
      <button type="submit" class="secondary">Add attestation</button>
      <p class="hint wide">Read as belief {percent(well / total)}, disbelief {percent(badly / total)}, uncertainty {percent(2 / total)}.</p>
      {problem && <div class="wide"><ProblemNote problem={problem} /></div>}
    </form>
  );
}
