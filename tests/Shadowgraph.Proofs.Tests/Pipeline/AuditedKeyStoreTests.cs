using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Proving;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class AuditedKeyStoreTests
{
    private IProvingKeyStore _store = null!;

    [SetUp]
    public void Create() => _store = Substitute.For<IProvingKeyStore>();

    [Test]
    public async Task KeyLoaded_IsRecordedOnceWithItsHashAndKind([Values] bool atOnce)
    {
        await using var world = new AuditWorld();
        var key = await ProvingWorld.KeyStore.GetAsync(CircuitSize.Small);
        _store.GetAsync(default).ReturnsForAnyArgs(_ => atOnce ? Task.FromResult(key) : LaterAsync(() => key));
        var keys = Audited(world);

        for (var i = 0; i < 3; i++) Assert.That(await keys.GetAsync(CircuitSize.Small), Is.SameAs(key));

        var entry = world.Trail.Recent().Single();
        Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.KeyLoaded, AuditOutcome.Succeeded)));
        Assert.That(entry.Detail, Is.EqualTo($"Small, development, verification key {key.VerifyingKey.Hash}"));
    }

    [Test]
    public async Task KeyRefused_IsRecordedWithItsReason_AgainWhenThatChanges()
    {
        await using var world = new AuditWorld();
        var key = await ProvingWorld.KeyStore.GetAsync(CircuitSize.Small);
        var outcomes = new Queue<Func<ProvingKey>>(
        [
            () => throw new ProvingKeyNotFoundException(CircuitSize.Small, "/keys/small.zkey"),
            () => throw new ProvingKeyNotFoundException(CircuitSize.Small, "/keys/small.zkey"),
            () => throw new OperationCanceledException(),
            () => throw new ProvingKeyException(ProvingKeyRejection.WrongCircuit, "It is of another circuit."),
            () => key,
            () => throw new IOException(),
        ]);
        _store.GetAsync(default).ReturnsForAnyArgs(_ => LaterAsync(outcomes.Dequeue()));
        var keys = Audited(world);

        while (outcomes.Count > 0)
        {
            try
            {
                await keys.GetAsync(CircuitSize.Small);
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.That(e.Message, Is.Not.Empty);
            }
        }

        Assert.That(
            world.Trail.Recent().Select(entry => (entry.Action, entry.Error)),
            Is.EqualTo(new (AuditAction, ProofErrorType?)[]
            {
                (AuditAction.KeyRefused, ProofErrorType.ProvingKeyNotFound),
                (AuditAction.KeyRefused, ProofErrorType.ProvingKeyRejected),
                (AuditAction.KeyLoaded, null),
                (AuditAction.KeyRefused, ProofErrorType.CircuitLoadFailed),
            }));
    }

    [Test]
    public async Task Store_ThatGivesNothing_IsPassedOn()
    {
        await using var world = new AuditWorld();
        _store.GetAsync(default).ReturnsForAnyArgs(Task.FromResult<ProvingKey>(null!));

        Assert.That(await Audited(world).GetAsync(CircuitSize.Small), Is.Null);
        Assert.That(world.Trail.Recent(), Is.Empty);
    }

    private static async Task<ProvingKey> LaterAsync(Func<ProvingKey> key)
    {
        await Task.Yield();
        return key();
    }

    private AuditedKeyStore Audited(AuditWorld world) => new(_store, new AuditRecorder(world.Trail, world.Logger));
}
