import type { ComponentChildren } from 'preact';
import type { Problem } from './api.ts';

export function Field({ id, label, hint, children }: { id: string; label: string; hint?: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** What went wrong, what to do, and where. */
export function ProblemNote({ problem }: { problem: Pick<Problem, 'type' | 'message' | 'advice'> & { path?: string } }) {
  return (
    <div class="note problem" role="alert">
      <p><strong>{problem.type.replace(/([a-z])([A-Z])/g, '$1 $2')}</strong></p>
      <p>{problem.message}</p>
      {problem.advice && <p class="advice">{problem.advice}</p>}
    </div>
  );
}

export function Card({ title, id, aside, children, class: name }: { title: string; id: string; aside?: ComponentChildren; children: ComponentChildren; class?: string }) {
  return (
    <section class={`card ${name ?? ''}`} aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2>{aside}</header>
      {children}
    </section>
  );
}

export function Progress({ value, label, state }: { value: number; label: string; state: string }) {
  return (
    <progress class={`bar ${state.toLowerCase()}`} max={100} value={value} aria-label={label} />
  );
}
