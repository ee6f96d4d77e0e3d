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
        Is.EqualTo(("reputation/3", "42f9cf6b50468497dfbdbe131a63d301e757dbf5baab402594c4fbd12ab64ec4")));
}
