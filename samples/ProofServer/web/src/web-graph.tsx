import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import { useMemo, useRef } from 'preact/hooks';
import type { Edge, Web } from './api.ts';
import { nameOf, percent } from './format.ts';

interface Node { id: string; ring: number; x: number; y: number; vx?: number; vy?: number; index?: number }

const width = 640;
const height = 430;
const margin = 34;

/** Attesters up to this number are placed by forces, and named. */
const fewAttesters = 24;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

const radius = (node: Node) => (node.ring === 0 ? 19 : node.ring === 1 ? 9 : 4.5);

const strength = (edge: Edge) => edge.weight * (1 - edge.uncertainty);

/** Places a crowd on a spiral around the subject, the strongest attesters innermost. Attesters of attesters are left out. */
function placeCrowd(web: Web): { nodes: Node[]; links: { source: Node; target: Node; edge: Edge }[] } {
  const direct = web.edges.filter((edge) => edge.target === web.account).sort((a, b) => strength(b) - strength(a));
  const middle: Node = { id: web.account, ring: 0, x: width / 2, y: height / 2 };
  const inner = 0.12 * direct.length;
  const nodes = [middle, ...direct.map((edge, i): Node => {
    const distance = Math.sqrt((i + 1 + inner) / (direct.length + inner));
    const angle = i * goldenAngle;
    return {
      id: edge.source, ring: 1, x: width / 2 + (width / 2 - margin / 2) * distance * Math.cos(angle), y: height / 2 + (height / 2 - margin / 2) * distance * Math.sin(angle),
    };
  })];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links = web.edges.flatMap((edge) => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    return source && target ? [{ source, target, edge }] : [];
  });
  return { nodes, links };
}

/** Places people so that nobody leaves the view; those who stay keep about their place. */
function place(web: Web, before: Map<string, Node>): { nodes: Node[]; links: { source: Node; target: Node; edge: Edge }[] } {
  const direct = new Set(web.edges.filter((edge) => edge.target === web.account).map((edge) => edge.source));
  const ids = new Set([web.account, ...web.edges.flatMap((edge) => [edge.source, edge.target])]);
  const nodes = [...ids].map((id, i): Node => {
    const known = before.get(id);
    const ring = id === web.account ? 0 : direct.has(id) ? 1 : 2;
    const angle = i * 2.4;
    return { id, ring, x: known?.x ?? width / 2 + ring * 95 * Math.cos(angle), y: known?.y ?? height / 2 + ring * 70 * Math.sin(angle) };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links = web.edges.map((edge) => ({ source: byId.get(edge.source)!, target: byId.get(edge.target)!, edge }));
  const simulation = forceSimulation(nodes)
    .force('link', forceLink(links).distance((link) => (link.target.ring === 0 ? 135 : 62)).strength((link) => (link.target.ring === 0 ? 0.55 : 0.07)))
    .force('charge', forceManyBody<Node>().strength((node) => (node.ring === 2 ? -34 : -420)))
    .force('collide', forceCollide<Node>((node) => radius(node) + (node.ring === 1 ? 26 : 5)))
    .force('x', forceX<Node>(width / 2).strength((node) => (node.ring === 0 ? 0.9 : 0.03)))
    .force('y', forceY<Node>(height / 2).strength((node) => (node.ring === 0 ? 0.9 : 0.09)))
    .stop();
  for (let i = 0; i < 320; i++) {
    simulation.tick();
    for (const node of nodes) {
      node.x = Math.max(margin, Math.min(width - margin, node.x));
      node.y = Math.max(margin - 10, Math.min(height - margin, node.y));
    }
  }
  return { nodes, links };
}

const mood = (edge: Edge) => (edge.belief >= edge.disbelief * 1.5 ? 'good' : edge.disbelief > edge.belief ? 'bad' : 'mixed');

/** Who attests about whom. Direct attesters stand around the subject, theirs beyond. The table below says the same in words. */
export function WebGraph({ web }: { web: Web }) {
  const before = useRef(new Map<string, Node>());
  const isCrowd = web.edges.filter((edge) => edge.target === web.account).length > fewAttesters;
  const { nodes, links } = useMemo(() => {
    const placed = isCrowd ? placeCrowd(web) : place(web, before.current);
    before.current = new Map(placed.nodes.map((node) => [node.id, node]));
    return placed;
  }, [web]);
  const attesters = nodes.filter((node) => node.ring === 1).length;
  return (
    <figure class={isCrowd ? 'graph crowd' : 'graph'}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Web of trust: ${attesters} people attest about you. The table below lists them.`}>
        {[...links].sort((a, b) => b.target.ring - a.target.ring).map(({ source, target, edge }) => (
          <line key={`${edge.source}${edge.target}`} class={`edge ${mood(edge)} ring${target.ring}`} x1={source.x} y1={source.y} x2={target.x} y2={target.y}
            stroke-width={target.ring !== 0 ? (isCrowd ? 0.4 : 0.7) : isCrowd ? 0.4 + 0.8 * strength(edge) : 1 + 3 * strength(edge)} />
        ))}
        {[...nodes].sort((a, b) => b.ring - a.ring).map((node) => (
          <g key={node.id} class={`node ring${node.ring}`} transform={`translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`}>
            <circle r={isCrowd && node.ring === 1 ? 5 : radius(node)}>{isCrowd && <title>{nameOf(node.id)}</title>}</circle>
            {node.ring === 0 && <text class="you" dy="4">you</text>}
            {node.ring === 1 && !isCrowd && <text dy={23}>{nameOf(node.id)}</text>}
          </g>
        ))}
      </svg>
      <figcaption class="legend">
        <span><i class="swatch good" /> trust</span>
        <span><i class="swatch mixed" /> mixed</span>
        <span><i class="swatch bad" /> distrust</span>
        <span class="note">{isCrowd ? 'The strongest stand nearest. Faint lines: attestations among them.' : 'Thicker lines carry more evidence.'}</span>
      </figcaption>
    </figure>
  );
}

export function WebTable({ web }: { web: Web }) {
  const direct = web.edges.filter((edge) => edge.target === web.account);
  return (
    <details class="disclosure">
      <summary>The same as a table ({direct.length})</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Attestations about you">
        <table>
          <thead>
            <tr><th scope="col">Attester</th><th scope="col">Kind</th><th scope="col" class="number">Belief</th><th scope="col" class="number">Disbelief</th>
              <th scope="col" class="number">Uncertainty</th><th scope="col" class="number">Weight</th></tr>
          </thead>
          <tbody>
            {direct.map((edge) => (
              <tr key={edge.source}>
                <th scope="row">{nameOf(edge.source)}</th><td>{edge.type}</td><td class="number">{percent(edge.belief)}</td>
                <td class="number">{percent(edge.disbelief)}</td><td class="number">{percent(edge.uncertainty)}</td><td class="number">{edge.weight}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
