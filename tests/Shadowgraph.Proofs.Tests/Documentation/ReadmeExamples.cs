using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The README's examples. What stands between the marks is shown there.</summary>
internal static class ReadmeExamples
{
    public static async Task<ReputationVerification> Reputation(
        string keyDirectory, string verificationKeyFile, string publishedHash)
    {
        var subject = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
        var wallet = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");

        // readme: reputation
        // The publisher puts what others attest about a subject into a registry, and publishes the registry's root.
        var attestations = AttestationJson.Read("""
            [
              { "source": "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718", "target": "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf",
                "opinion": { "belief": 0.8, "disbelief": 0.1, "uncertainty": 0.1, "base_rate": 0.5 },
                "weight": 1.0, "attestation_type": "trust", "created_at": 1767225600 },
              { "source": "0xe57bfe9f44b819898f47bf37e5af72a0783e1141", "target": "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf",
                "opinion": { "belief": 0.6, "disbelief": 0.0, "uncertainty": 0.4, "base_rate": 0.5 },
                "weight": 0.5, "attestation_type": "skill", "created_at": 1767225600, "expires_at": 4070908800 }
            ]
            """u8);
        var registry = new AttestationRegistry();
        registry.Publish(subject, attestations);

        // The subject proves from the opening of its leaf: a score of at least 0.7, for this wallet, in this campaign.
        var environment = Environments.Development; // in Production neither the store nor the verifier has anything to do with development keys
        var keys = new ProvingKeyStore(new ProvingKeyStoreOptions { EnvironmentName = environment }.UseDevelopmentKeys(keyDirectory));
        var prover = new ReputationProver(keys);
        var scope = new ProofScope(chainId: 1, verifyingContract: default, registryId: "my-registry", campaign: "airdrop-1");
        var job = new ProofJob(registry.Open(subject), ProofStatement.Threshold(700_000), wallet, scope, DateTimeOffset.UtcNow);
        var result = await prover.ProveAsync(job, prover.Plan(job, CircuitSize.Large));

        // The verifier has the verification key and, in its configuration, the hash that the key's makers published. It says what it expects.
        var key = VerifyingKey.FromJson(File.ReadAllBytes(verificationKeyFile));
        var verifier = new ReputationVerifier(
            new Dictionary<CircuitSize, VerifyingKey> { [CircuitSize.Small] = key },
            new Dictionary<CircuitSize, string> { [CircuitSize.Small] = publishedHash });
        var verification = verifier.Verify(result.Proof, new ProofExpectation
        {
            AcceptedRoots = [registry.Root],
            Scope = scope,
            Recipient = wallet,
            Mode = ProofMode.Disclosed,
            Bounds = ScoreBounds.AtLeast(700_000),
            AllowDevelopmentKeys = environment == Environments.Development,
        });
        Console.WriteLine(verification); // "valid", or each check that failed and why
        // readme: end
        return verification;
    }

    public static async Task<byte[]?> Submission(
        ISubmissionValidator submissions, ReputationProof proof, string keyHash, Fr root, ProofScope scope, EvmAddress wallet)
    {
        // readme: submission
        var validation = await submissions.ValidateForSubmissionAsync(proof, new SubmissionTarget
        {
            VerificationKeyHash = keyHash, // stands in the head of the exported contract
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
        var call = validation.IsValid ? proof.ToSolidityCalldata() : null; // of the contract's verifyProof
        // readme: end
        return call;
    }

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
        builder.Services.AddProofPipeline(options => options.MaxConcurrency = 2); // on top of it
        // readme: end
    }

    public static bool Circuit()
    {
        // readme: circuit
        var system = ConstraintSystem.Compile(new FactorsCircuit());
        var key = Groth16Setup.CreateDevelopmentKey(system.R1cs); // or ProvingKey.Load("factors.zkey")

        using var inputs = new CircuitInputs { ["product"] = 35, ["p"] = 5, ["q"] = 7 };
        using var witness = system.Solve(inputs); // an exception that names the constraint if one does not hold
        var proof = new Groth16Prover(key).Prove(witness);

        var valid = new Groth16Verifier(key.VerifyingKey).Verify(proof, [35]);
        // readme: end
        return valid;
    }

    // readme: define
    /// <summary>"I know two factors of this number, neither of them 1."</summary>
    private sealed class FactorsCircuit : ICircuit
    {
        public string Name => "factors";

        public void Define(CircuitBuilder builder)
        {
            var product = builder.PublicInput("product");
            var p = builder.PrivateInput("p");
            var q = builder.PrivateInput("q");
            builder.AssertProduct(p, q, product, "p times q is the product");

            // Only what is not 0 has an inverse: so neither factor is 1.
            var inverse = builder.Compute(p - 1, static value => value.Inverse(), "inverse of p - 1");
            builder.AssertProduct(p - 1, inverse, 1, "p is not 1");
            inverse = builder.Compute(q - 1, static value => value.Inverse(), "inverse of q - 1");
            builder.AssertProduct(q - 1, inverse, 1, "q is not 1");
        }
    }
    // readme: end
}
