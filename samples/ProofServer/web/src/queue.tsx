import type { Queue, QueueEntry } from './live.ts';
import { Progress } from './fields.tsx';
import { seconds, stageName } from './format.ts';

const number = (value: number, label: string) => <div><dt>{label}</dt><dd>{value.toLocaleString('en')}</dd></div>;

function Row({ entry }: { entry: QueueEntry }) {
  const who = entry.isMine ? 'You' : entry.user ?? 'Somebody';
  const isOpen = entry.state === 'Queued' || entry.state === 'Processing';
  const says = entry.state === 'Queued' ? (entry.position ? `${entry.position} before it` : 'next') : isOpen ? stageName(entry.stage) : entry.error ?? entry.state;
  return (
    <li class={`row ${entry.state.toLowerCase()} ${entry.isMine ? 'mine' : ''}`}>
      <span class="who">{who}{entry.priority && entry.priority !== 'Normal' && <small class="tag">{entry.priority.toLowerCase()}</small>}</span>
      <span class="says">{says.replace(/([a-z])([A-Z])/g, '$1 $2')}</span>
      {isOpen && <Progress value={entry.percent} state={entry.state} label={`${who}, ${says}`} />}
      <span class="left number">{isOpen && entry.remaining ? seconds(entry.remaining.seconds) : isOpen ? `${Math.round(entry.percent)} %` : <i class={`dot ${entry.state.toLowerCase()}`} />}</span>
    </li>
  );
}

export function QueueList({ queue }: { queue: Queue | null }) {
  if (!queue) return <p class="empty">Waiting for the server…</p>;
  const { statistics: s, requests } = queue;
  const open = requests.filter((entry) => entry.state === 'Queued' || entry.state === 'Processing');
  const ended = requests.filter((entry) => !open.includes(entry)).slice(0, 6);
  return (
    <>
      <dl class="tiles">
        {number(s.running, 'proving')}{number(s.waiting, 'waiting')}{number(s.completed, 'done')}{number(s.failed, 'failed')}
      </dl>
      {!queue.isAccepting && <p class="note warn">The server stops, and takes no more requests.</p>}
      {open.length === 0 ? <p class="empty">Nothing waits. A proof asked for now starts at once.</p> : <ol class="rows">{open.map((entry, i) => <Row key={entry.requestId ?? i} entry={entry} />)}</ol>}
      {ended.length > 0 && (
        <>
          <h3 class="sub">Ended last</h3>
          <ol class="rows ended">{ended.map((entry, i) => <Row key={entry.requestId ?? i} entry={entry} />)}</ol>
        </>
      )}
    </>
  );
}
