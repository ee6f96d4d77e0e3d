using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Tests.Model.Errors;

[TestFixture]
public sealed class ProofExceptionTests
{
    private static IEnumerable<Type> PublicExceptions => typeof(ProofException).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Exception)) && type != typeof(ProofException));

    [TestCaseSource(nameof(PublicExceptions))]
    public void PublicException_HasTheOneBase_AndCanBeMadeByAHost(Type exception)
    {
        Assert.That(exception.IsSubclassOf(typeof(ProofException)), Is.True);
        Assert.That(exception.GetConstructors(), Is.Not.Empty);
    }

    [Test]
    public void Made_ByAHost_SaysWhatItWasGiven()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);
        var failure = new ReputationCheckFailure(ReputationCheck.Scope, null, "wrong");

        Assert.That(new RegistryOpeningException("$.salt", "is wrong.").Message, Is.EqualTo("$.salt is wrong."));
        Assert.That(new InvalidAttestationException("weight", "is wrong.").Field, Is.EqualTo("weight"));
        Assert.That(new InsufficientEvidenceException(time).AsOf, Is.EqualTo(time));
        Assert.That(
            new ProofSelfCheckException(new ReputationVerification(default, [failure])).FailedChecks,
            Is.EqualTo(new[] { ReputationCheck.Scope }));
        Assert.That(() => new InsufficientEvidenceException(DateTimeOffset.UnixEpoch.AddSeconds(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Pipeline_WithAProverOfTheHostsAloneAndNoKeys_SaysThatTheValidatorNeedsThem()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Substitute.For<IProver>());
        services.AddProofPipeline();
        using var provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IProofPipeline>(),
            Throws.TypeOf<ProvingKeysNotConfiguredException>().With.Message.Contains("Register an IProofValidator"));
    }
}
