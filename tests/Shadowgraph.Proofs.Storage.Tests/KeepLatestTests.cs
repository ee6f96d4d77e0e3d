using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class KeepLatestTests
{
    [Test]
    public void KeepLatest_OfSeveralByOneAttester_KeepsTheLastMade_OfEachSubject()
    {
        var first = AttestationSamples.From(1) with { Weight = 0.1 };
        var later = first with { Weight = 0.2, CreatedAt = first.CreatedAt.AddSeconds(5) };
        var between = first with { Weight = 0.3, CreatedAt = first.CreatedAt.AddSeconds(3) };
        var ofAnother = first with { Weight = 0.4, Target = AttestationSamples.Account(8) };
        var byAnother = AttestationSamples.From(2) with { Weight = 0.5 };

        Attestation[] all = [first, ofAnother, later, byAnother, between];

        Assert.That(all.KeepLatest(), Is.EqualTo(new[] { later, ofAnother, byAnother }));
    }

    [Test]
    public void KeepLatest_OfTheSameSecond_KeepsTheLastInOrder()
    {
        var first = AttestationSamples.From(1) with { Weight = 0.1, CreatedAt = AttestationSamples.Created.AddMilliseconds(900) };
        var second = first with { Weight = 0.2, CreatedAt = AttestationSamples.Created };

        Attestation[] all = [first, second];

        Assert.That(all.KeepLatest().Single(), Is.SameAs(second));
        Assert.That(Array.Empty<Attestation>().KeepLatest(), Is.Empty);
    }
}
