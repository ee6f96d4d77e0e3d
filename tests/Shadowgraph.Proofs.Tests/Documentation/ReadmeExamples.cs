using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

// readme: submission
internal static class Submission
{
    /// <summary>The call of the contract's verifyProof; null if the contract would refuse the proof.</summary>
    public static async Task<byte[]?> CallAsync(
        ISubmissionValidator submissions, ReputationProof proof, string keyHash, Fr root, ProofScope scope, EvmAddress wallet)
    {
        var validation = await submissions.ValidateForSubmissionAsync(proof, new SubmissionTarget
        {
            VerificationKeyHash = keyHash, // from the head of the exported contract
            Expectation = new ProofExpectation
            {
                AcceptedRoots = [root],
                Scope = scope, // names the chain and the contract
                Recipient = wallet, // the subject itself, unless RequireRecipientIsSubject is false
                Mode = ProofMode.Disclosed,
                Bounds = ScoreBounds.AtLeast(500_000),
            },
        });
        foreach (var finding in validation.Findings) Console.WriteLine($"{finding.Severity}: {finding}");
        return validation.IsValid ? proof.ToSolidityCalldata() : null;
    }
}
// readme: end

/// <summary>Examples of the documents: they show the code between the marks.</summary>
internal static class ReadmeExamples
{
    public static void Shared(HostApplicationBuilder builder)
    {
        // readme: shared
        builder.Services.AddStackExchangeRedisCache(redis => redis.Configuration = "localhost"); // or another IDistributedCache
        builder.Services.AddProofPipeline(options => options.UseCeremonyKeys("keys").Cache.UseDistributed());
        // readme: end
    }

    public static void Configured(HostApplicationBuilder builder)
    {
        // readme: configured
        builder.Services.AddProofPipeline(builder.Configuration.GetSection("Proofs"));
        builder.Services.AddProofPipeline(options => options.MaxConcurrency = 2); // overrides the section
        // readme: end
    }
}
