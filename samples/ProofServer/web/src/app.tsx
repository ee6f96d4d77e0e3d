import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Api, type Me, Problem, type Web } from './api.ts';
import { AttestForm } from './attest-form.tsx';
import { Card, ProblemNote } from './fields.tsx';
import { connect, type Live } from './live.ts';
import { Activity, Circuits, Foretold, type Taken } from './metrics.tsx';
import { OpinionTriangle } from './opinion-triangle.tsx';
import { type Asked, ProofForm } from './proof-form.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { QueueList } from './queue.tsx';
import { useStore } from './store.ts';
import { WebGraph, WebTable } from './web-graph.tsx';

/** The token of the link stands in its fragment; it goes from there at once, and stays for this tab alone. */
function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    history.replaceState(null, '', location.pathname);
    sessionStorage.setItem('token', given);
  }
  return sessionStorage.getItem('token');
}

function useTheme(): [string, () => void] {
  const system = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  const [chosen, choose] = useState(localStorage.getItem('theme'));
  const [isDark, setDark] = useState(system.matches);
  useEffect(() => {
    const changed = () => setDark(system.matches);
    system.addEventListener('change', changed);
    return () => system.removeEventListener('change', changed);
  }, [system]);
  const theme = chosen ?? (isDark ? 'dark' : 'light');
  document.documentElement.dataset.theme = theme;
  return [theme, () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    choose(next);
  }];
}

const states: Record<string, string> = {
  connecting: 'connecting', open: 'live', waiting: 'connecting again', refused: 'token refused', lost: 'no connection', closed: 'closed',
};

function ConnectionPill({ live }: { live: Live }) {
  const connection = useStore(live.connection);
  return (
    <span class={`connection ${connection.state}`} role="status">
      <i aria-hidden="true" />{states[connection.state]}
      {connection.state === 'lost' && <button type="button" class="link" onClick={() => live.retry()}>try again</button>}
    </span>
  );
}

function SignIn({ signedIn, problem }: { signedIn: (token: string) => void; problem: Problem | null }) {
  const [token, setToken] = useState('');
  return (
    <main class="signin" id="main">
      <Card title="Sign in" id="signin">
        <p>Open the link that the server printed when it started, or paste a token.</p>
        <form onSubmit={(event) => { event.preventDefault(); signedIn(token.trim()); }}>
          <label for="token">Token</label>
          <input id="token" type="password" required autocomplete="off" value={token} onInput={(e) => setToken(e.currentTarget.value)} />
          <button type="submit" class="primary">Sign in</button>
        </form>
        {problem && <ProblemNote problem={problem} />}
      </Card>
    </main>
  );
}

function Service({ api, live, me, theme }: { api: Api; live: Live; me: Me; theme: string }) {
  const [web, setWeb] = useState<Web | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<Asked[]>([]);
  const [taken, setTaken] = useState<Taken[]>([]);
  const [said, say] = useState('');
  const queue = useStore(live.queue);

  const load = () => api.get<Web>('/api/registry/web').then(setWeb, setProblem);
  useEffect(() => void load(), [api]);
  const direct = web?.edges.filter((edge) => edge.target === web.account).length ?? 0;

  return (
    <main id="main">
      <p class="visually-hidden" role="status">{said}</p>
      <div class="columns">
        <div class="column">
          <Card title="Your web of trust" id="web" aside={<span class="hint">{direct} attest about you</span>}>
            {problem && <ProblemNote problem={problem} />}
            {web && (direct === 0
              ? <p class="empty">Nobody attests about you yet. {me.isPublisher ? 'Add somebody below.' : 'Ask a publisher to add somebody.'}</p>
              : <><WebGraph web={web} /><WebTable web={web} /></>)}
            {me.isPublisher
              ? <AttestForm api={api} account={me.account} added={(name) => { say(`${name} attests about you now.`); void load(); }} />
              : <p class="hint">Attestations are added by publishers; your token has no such role.</p>}
          </Card>
          {web?.opinion && <Card title="What they amount to" id="opinion"><OpinionTriangle opinion={web.opinion} /></Card>}
          <Circuits live={live} />
          <Foretold taken={taken} theme={theme} />
        </div>
        <div class="column">
          <Card title="Ask for a proof" id="ask">
            <ProofForm api={api} account={me.account} attestations={direct} asked={(request) => { setAsked((all) => [request, ...all]); say('The request was taken.'); }} />
          </Card>
          <Activity live={live} theme={theme} />
        </div>
        <div class="column">
          {asked.length > 0 && (
            <Card title="Your proofs" id="proofs">
              {asked.map((request) => (
                <ProofPanel key={request.requestId} api={api} live={live} asked={request} took={(result) => {
                  say(`A proof has ended: ${result.state.toLowerCase()}.`);
                  setTaken((all) => [...all, { asked: request, result }]);
                }} />
              ))}
            </Card>
          )}
          <Card title="Queue" id="queue" class="queue"><QueueList queue={queue} /></Card>
        </div>
      </div>
    </main>
  );
}

function App() {
  const [theme, toggle] = useTheme();
  const [token, setToken] = useState(takeToken);
  const [me, setMe] = useState<Me | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const api = useMemo(() => (token ? new Api(token) : null), [token]);
  const live = useMemo(() => (me && token ? connect({ token }) : null), [me]);
  useEffect(() => () => live?.close(), [live]);
  useEffect(() => {
    if (!api) return;
    setProblem(null);
    api.get<Me>('/api/me').then(setMe, (e: Problem) => {
      if (e.status === 401) sessionStorage.removeItem('token');
      setToken(e.status === 401 ? null : token);
      setProblem(e);
    });
  }, [api]);

  // The link may be opened in a tab that shows the page already: then only the fragment changes.
  useEffect(() => {
    const changed = () => {
      if (!location.hash.includes('token=')) return;
      setMe(null);
      setToken(takeToken());
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);

  const signIn = (given: string) => {
    sessionStorage.setItem('token', given);
    setToken(given);
  };
  const signOut = () => {
    sessionStorage.removeItem('token');
    setMe(null);
    setToken(null);
  };

  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <header class="top">
        <div class="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 8 8.5 22h15z" /><circle cx="16" cy="8" r="3.2" /><circle cx="8.5" cy="22" r="3.2" /><circle class="hidden-one" cx="23.5" cy="22" r="3.2" /></svg>
          <h1>Shadowgraph<span>proofs of reputation</span></h1>
        </div>
        <div class="session">
          {live && <ConnectionPill live={live} />}
          {me && <span class="user"><b>{me.user}</b>{[me.isPublisher && 'publisher', me.isOperator && 'operator'].filter(Boolean).map((role) => <small class="tag" key={String(role)}>{role}</small>)}</span>}
          <button type="button" class="icon" onClick={toggle} aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'}>
            <svg viewBox="0 0 20 20" aria-hidden="true">{theme === 'dark' ? <><circle cx="10" cy="10" r="3.6" /><path d="M10 1.5v2.2M10 16.3v2.2M1.5 10h2.2M16.3 10h2.2M4 4l1.5 1.5M14.5 14.5 16 16M16 4l-1.5 1.5M5.5 14.5 4 16" /></> : <path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z" />}</svg>
          </button>
          {me && <button type="button" class="link" onClick={signOut}>Sign out</button>}
        </div>
      </header>
      {api && me && live ? <Service api={api} live={live} me={me} theme={theme} />
        : token && !problem ? <main id="main"><p class="loading" role="status">Loading…</p></main> : <SignIn key={token} signedIn={signIn} problem={problem} />}
      <footer>
        <p>Development keys: for trying out, and worth nothing. <a href="/openapi/v1.json">API</a> <a href="/licences.txt">Licences</a></p>
      </footer>
    </>
  );
}

render(<App />, document.getElementById('app')!);
