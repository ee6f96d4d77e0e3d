using CsCheck;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Limits;

[TestFixture]
public sealed class GrantRingTests
{
    /// <summary>Held against a plain list: adding, dropping the old, and taking any out, in any order.</summary>
    [Test]
    public void Ring_DoesWhatAListDoes() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 12]).Array[0, 200].Sample(steps =>
        {
            var ring = new GrantRing();
            List<(long Permit, long Stamp)> list = [];
            for (var i = 0; i < steps.Length; i++)
            {
                var (kind, number) = steps[i];
                switch (kind)
                {
                    case 0:
                        ring.Add(i, i / 2);
                        list.Add((i, i / 2));
                        break;
                    case 1:
                        ring.DropUntil(i / 2 - number);
                        list.RemoveAll(grant => grant.Stamp <= i / 2 - number);
                        break;
                    default:
                        if (ring.Remove(i - number) != list.RemoveAll(grant => grant.Permit == i - number) > 0) return false;
                        break;
                }

                if (ring.Count != list.Count) return false;
                if (list.Count > 0 && (ring.Oldest, ring.Newest) != (list[0].Stamp, list[^1].Stamp)) return false;
            }

            return true;
        });
}
