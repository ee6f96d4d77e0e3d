using System.Text;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

public class ProvingKeyInspectionTests
{
    [Test]
    public void Inspect_CeremonyKey_SaysWhatTheKeySays()
    {
        var key = SnarkjsMade.Get("multiplier").Key;

        var inspection = Inspect(File.ReadAllBytes(SnarkjsMade.Get("multiplier").Files.ProvingKey));

        Assert.Multiple(() =>
        {
            Assert.That(inspection.IsAccepted);
            Assert.That(inspection.Refusal, Is.Null);
            Assert.That(inspection.Sha256, Is.EqualTo(key.Sha256));
            Assert.That(inspection.CircuitHash, Is.EqualTo(key.CircuitHash));
            Assert.That(inspection.VerifyingKeyHash, Is.EqualTo(key.VerifyingKey.Hash));
            Assert.That(inspection.Contributions, Is.EqualTo(key.Contributions));
            Assert.That(inspection.ListedContributions, Is.EqualTo(new ListedContributions(Participants: 2, Beacons: 1)));
            Assert.That(inspection.Key!.Sha256, Is.EqualTo(key.Sha256));
        });
    }

    [Test]
    public void Inspect_KeyWithoutContribution_SaysWhatItHoldsAndWhyItIsRefused()
    {
        var key = SnarkjsMade.Get("multiplier").Key;

        var inspection = Inspect(File.ReadAllBytes(CircomFixture.Get("multiplier").InitialProvingKey));

        Assert.Multiple(() =>
        {
            Assert.That(inspection.IsAccepted, Is.False);
            Assert.That(inspection.Key, Is.Null);
            Assert.That(inspection.Refusal!.Reason, Is.EqualTo(ProvingKeyRejection.NoContribution));
            Assert.That(
                (inspection.WireCount, inspection.PublicInputCount, inspection.DomainSize),
                Is.EqualTo((key.WireCount, key.PublicInputCount, key.DomainSize)));
            Assert.That(inspection.CircuitHash, Is.EqualTo(key.CircuitHash));
            Assert.That(inspection.Sha256, Has.Length.EqualTo(64));
            Assert.That(inspection.VerifyingKeyHash, Has.Length.EqualTo(64).And.Not.EqualTo(key.VerifyingKey.Hash));
            Assert.That(inspection.ListedContributions, Is.EqualTo(new ListedContributions(0, 0)));
            Assert.That(inspection.IsDevelopmentKey, Is.False);
        });
    }

    [Test]
    public void Inspect_BeaconAlone_HasNoParticipant()
    {
        var inspection = Inspect(File.ReadAllBytes(CircomFixture.Get("multiplier").BeaconProvingKey));

        Assert.That(inspection.Refusal!.Reason, Is.EqualTo(ProvingKeyRejection.NoContribution));
        Assert.That(inspection.Refusal.Message, Does.Contain("beacon"));
        Assert.That(inspection.ListedContributions, Is.EqualTo(new ListedContributions(Participants: 0, Beacons: 1)));
        Assert.That(inspection.ListedContributions!.ToString(), Does.StartWith("participants: 0, beacons: 1"));
        Assert.That(inspection.Contributions.Single().Kind, Is.EqualTo(ContributionKind.Beacon));
    }

    [Test]
    public void Inspect_NoListOfContributions_SaysSo()
    {
        var file = FileSections.Without(File.ReadAllBytes(SnarkjsMade.Get("multiplier").Files.ProvingKey), ZkeyFormat.Contributions);

        var inspection = Inspect(file);

        Assert.That(inspection.ListedContributions, Is.Null);
        Assert.That(inspection.Refusal!.Message, Does.Contain("section 10"));
    }

    [Test]
    public void Inspect_DevelopmentKey_IsMarkedAndAccepted()
    {
        using var file = new MemoryStream();
        new ProvingKey(SnarkjsMade.Get("public").Contents() with { Ceremony = CeremonyRecord.Development }).Save(file);

        var inspection = Inspect(file.ToArray());

        Assert.That(inspection.IsAccepted && inspection.IsDevelopmentKey);
        Assert.That(inspection.ListedContributions, Is.EqualTo(new ListedContributions(0, 0)));
    }

    [Test]
    public void Inspect_AnotherHashThanExpected_IsRefusedAndStillShown()
    {
        var made = SnarkjsMade.Get("public");
        using var file = File.OpenRead(made.Files.ProvingKey);

        var inspection = ProvingKey.Inspect(file, new ProvingKeyReadOptions { ExpectedSha256 = new string('0', 64) });

        Assert.That(inspection.Refusal!.Reason, Is.EqualTo(ProvingKeyRejection.WrongHash));
        Assert.That(inspection.Sha256, Is.EqualTo(made.Key.Sha256));
    }

    [Test]
    public void Inspect_MalformedFile_Throws()
    {
        var bytes = File.ReadAllBytes(SnarkjsMade.Get("multiplier").Files.ProvingKey);

        Assert.That(() => Inspect(bytes[..^1]), Throws.TypeOf<ProofFileException>());
    }

    [Test]
    public void VerifyingKeyToJson_OfRefusedKey_IsWhatSnarkjsWouldExport()
    {
        var made = SnarkjsMade.Get("multiplier");
        var file = FileSections.Without(File.ReadAllBytes(made.Files.ProvingKey), ZkeyFormat.Contributions);

        var json = Encoding.UTF8.GetString(Inspect(file).VerifyingKeyToJson());

        Assert.That(json, Is.EqualTo(File.ReadAllText(made.Files.VerificationKey)));
    }

    private static ProvingKeyInspection Inspect(byte[] file) => ProvingKey.Inspect(new MemoryStream(file));
}
