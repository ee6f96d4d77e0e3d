import type { Opinion } from './api.ts';
import { percent, score } from './format.ts';

const side = 220;
const top = { x: 130, y: 26 };
const left = { x: top.x - side / 2, y: top.y + (side * Math.sqrt(3)) / 2 };
const right = { x: top.x + side / 2, y: left.y };

/** An opinion as a point of the triangle of subjective logic; the dashed line leads to the score on its base. */
export function OpinionTriangle({ opinion }: { opinion: Opinion }) {
  const { belief: b, disbelief: d, uncertainty: u, baseRate: a } = opinion;
  const x = b * right.x + d * left.x + u * top.x;
  const y = b * right.y + d * left.y + u * top.y;
  const projected = left.x + (b + a * u) * side;
  return (
    <div class="opinion">
      <svg viewBox="-12 6 284 234" role="img"
        aria-label={`Opinion: belief ${percent(b)}, disbelief ${percent(d)}, uncertainty ${percent(u)}; score ${score(opinion.score)}`}>
        <polygon class="triangle" points={`${top.x},${top.y} ${left.x},${left.y} ${right.x},${right.y}`} />
        {[0.25, 0.5, 0.75].map((level) => (
          <line key={level} class="level" x1={left.x + (level * side) / 2} x2={right.x - (level * side) / 2} y1={left.y - level * (left.y - top.y)}
            y2={left.y - level * (left.y - top.y)} />
        ))}
        <line class="projection" x1={x} y1={y} x2={projected} y2={left.y} />
        <circle class="projected" cx={projected} cy={left.y} r="4" />
        <circle class="halo" cx={x} cy={y} r="12" />
        <circle class="point" cx={x} cy={y} r="6" />
        <text x={top.x} y={top.y - 10} text-anchor="middle">uncertain</text>
        <text x={left.x} y={left.y + 20} text-anchor="middle">against</text>
        <text x={right.x} y={right.y + 20} text-anchor="middle">for</text>
      </svg>
      <dl class="figures">
        <div class="main"><dt>Score</dt><dd>{score(opinion.score)}</dd></div>
        <div><dt>Belief</dt><dd>{percent(b)}</dd></div>
        <div><dt>Disbelief</dt><dd>{percent(d)}</dd></div>
        <div><dt>Uncertainty</dt><dd>{percent(u)}</dd></div>
      </dl>
    </div>
  );
}
