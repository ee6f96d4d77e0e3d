/**
 * The state of a proof server as it changes, over one WebSocket: queue, metrics, and requests. A plain module without a framework. Each store
 * has `value` and `subscribe(fn)`; `subscribe` calls the function at once and on each change, and returns the function that ends that.
 */

export interface Store<T> {
  readonly value: T;
  subscribe(fn: (value: T) => void): () => void;
}

export interface Remaining { seconds: number; lowerSeconds: number; upperSeconds: number; confidence: number }

export type State = 'Queued' | 'Processing' | 'Completed' | 'Failed' | 'Cancelled';

/** A request in the queue; without id, user and the rest where it is another user's. */
export interface QueueEntry {
  state: State; stage: string; percent: number; position?: number; requestId?: string; user?: string; priority?: string;
  submittedAt?: string; description?: string; remaining?: Remaining; error?: string; isMine: boolean;
}

export interface Statistics {
  waiting: number; running: number; submitted: number; completed: number; failed: number; cancelled: number; refused: number;
  servedFromCache: number; meanWaitSeconds: number; meanProcessingSeconds: number; processorsInUse: number; reservedBytes: number;
}

export interface Queue { isAccepting: boolean; statistics: Statistics; requests: QueueEntry[] }

export interface Summary { count: number; meanSeconds: number; p50Seconds: number; p95Seconds: number; p99Seconds: number; maxSeconds: number }

export interface Circuit {
  circuit: string; succeeded: number; failed: number; successRate?: number; processing: Summary; meanProcessorSeconds: number; maxPeakBytes: number;
}

export interface Metrics {
  at: string; requests: Statistics; circuits: Circuit[];
  durations: Record<'total' | 'queued' | 'processing' | 'keyLoad' | 'witness' | 'proving' | 'checking', Summary>;
}

export interface RequestError { type: string; message: string; advice?: string; retryAfterSeconds?: number; isByStop?: boolean }

/** Where a request stands; `unknown` once the server does not know it (any more). */
export interface RequestState {
  requestId: string; state: State | 'Unknown'; stage?: string; percent: number; description?: string; position?: number;
  remainingSeconds?: number; hash?: string; error?: RequestError; isFinal: boolean;
}

/** `refused`: the token is not good; `lost`: no connection in several tries. Neither connects again by itself. */
export interface Connection { state: 'connecting' | 'open' | 'waiting' | 'refused' | 'lost' | 'closed'; reason?: string; attempt: number }

export interface Options {
  /** The token, or what gives a fresh one for each connection. */
  token: string | (() => string | Promise<string>);
  /** The socket's address; that of the page's server if it is left out. */
  url?: string;
  /** Connections in a row that may fail. Default: 5. */
  maxTries?: number;
  /** The pause after the first failure in milliseconds, doubled by each further one. Default: 1000. */
  delay?: number;
}

export interface Live {
  readonly connection: Store<Connection>;
  readonly queue: Store<Queue | null>;
  /** Of an operator's token; null for others. */
  readonly metrics: Store<Metrics | null>;
  /** Follows a request of one's own, to its end. */
  request(id: string): Store<RequestState>;
  /** Connects at once, also after `lost`. */
  retry(): void;
  close(): void;
}

class Writable<T> implements Store<T> {
  readonly #subscribers = new Set<(value: T) => void>();
  constructor(public value: T) {}
  set(value: T) {
    this.value = value;
    for (const fn of [...this.#subscribers]) fn(value);
  }
  subscribe(fn: (value: T) => void) {
    this.#subscribers.add(fn);
    fn(this.value);
    return () => void this.#subscribers.delete(fn);
  }
}

const finals: Record<string, State> = { completed: 'Completed', failed: 'Failed', cancelled: 'Cancelled' };

/** Opens the socket, and opens it again when it breaks or the server stops. */
export function connect(options: Options): Live {
  const connection = new Writable<Connection>({ state: 'connecting', attempt: 0 });
  const queue = new Writable<Queue | null>(null);
  const metrics = new Writable<Metrics | null>(null);
  const requests = new Map<string, Writable<RequestState>>();
  const url = options.url ?? `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
  const maxTries = options.maxTries ?? 5;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;

  const send = (message: object) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  const update = (id: string, change: Partial<RequestState>) => {
    const store = requests.get(id);
    if (store && !store.value.isFinal) store.set({ ...store.value, ...change });
  };

  const receive = (message: { type: string; requestId?: string; feed?: string; data?: any }) => {
    const { type, requestId: id, data } = message;
    if (type === 'authenticated') {
      failures = 0;
      connection.set({ state: 'open', attempt: 0 });
      send({ type: 'subscribe', feed: 'queue' });
      send({ type: 'subscribe', feed: 'metrics' });
      for (const [known, store] of requests) if (!store.value.isFinal) send({ type: 'subscribe', requestId: known });
    } else if (type === 'feed' && message.feed === 'queue') queue.set(data);
    else if (type === 'feed' && message.feed === 'metrics') metrics.set(data);
    else if (!id) return;
    else if (type === 'progress') update(id, data);
    else if (type === 'completed') update(id, { state: 'Completed', percent: 100, hash: data?.hash, isFinal: true });
    else if (type in finals) update(id, { state: finals[type]!, error: data, isFinal: true });
    else if (type === 'error' && data?.type === 'UnknownRequest') update(id, { state: 'Unknown', isFinal: true });
  };

  const again = (reason: string) => {
    if (closed) return;
    failures++;
    if (failures >= maxTries) {
      connection.set({ state: 'lost', reason, attempt: failures });
      return;
    }
    connection.set({ state: 'waiting', reason, attempt: failures });
    const pause = Math.min(30_000, (options.delay ?? 1000) * 2 ** (failures - 1));
    timer = setTimeout(open, pause * (0.5 + Math.random() / 2));
  };

  const open = async () => {
    clearTimeout(timer);
    if (closed) return;
    connection.set({ state: 'connecting', attempt: failures });
    let token: string;
    try {
      token = typeof options.token === 'string' ? options.token : await options.token();
    } catch (e) {
      again(String(e));
      return;
    }
    if (closed) return;
    const mine = new WebSocket(url);
    socket = mine;
    // The token goes in a message and not in the address, which logs would have.
    mine.onopen = () => mine.send(JSON.stringify({ type: 'authenticate', token }));
    mine.onmessage = (event) => {
      if (socket === mine) receive(JSON.parse(event.data));
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = undefined;
      if (closed) return;
      if (event.code === 1008) connection.set({ state: 'refused', reason: event.reason, attempt: 0 });
      else again(event.reason || (event.code === 1001 ? 'The server stops.' : 'The connection broke.'));
    };
  };

  void open();
  return {
    connection,
    queue,
    metrics,
    request(id) {
      let store = requests.get(id);
      if (!store) {
        store = new Writable<RequestState>({ requestId: id, state: 'Queued', percent: 0, isFinal: false });
        requests.set(id, store);
        if (connection.value.state === 'open') send({ type: 'subscribe', requestId: id });
      }
      return store;
    },
    retry() {
      if (closed || socket) return;
      failures = 0;
      void open();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close(1000);
      connection.set({ state: 'closed', attempt: 0 });
    },
  };
}
