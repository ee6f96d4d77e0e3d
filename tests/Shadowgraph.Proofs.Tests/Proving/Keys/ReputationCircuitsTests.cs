using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

[TestFixture]
public sealed class ReputationCircuitsTests
{
    /// <summary>
    /// Circuits that change need another family's name, or caches that outlive a process mix the two up. The larger ones are the same with
    /// more of it.
    /// </summary>
    [Test]
    public void Family_NamesTheseCircuits() => Assert.That(
        (Encoding.ASCII.GetString(ReputationCircuits.Family), ReputationCircuits.Digest(CircuitSize.Small)),
        Is.EqualTo(("reputation/2", "f0df3d6c3e9003aab620599d526db686f14b6e2bff8587766090b041a7a3393d")));
}
