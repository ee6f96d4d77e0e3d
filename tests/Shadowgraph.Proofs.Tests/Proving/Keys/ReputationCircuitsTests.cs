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
        Is.EqualTo(("reputation/1", "70c84e859dfef9732c769660e469e5bfe7df83e6a9cd05fe4b6e4b2f7f8a764e")));
}
