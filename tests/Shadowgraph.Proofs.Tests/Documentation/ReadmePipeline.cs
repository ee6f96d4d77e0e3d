// A program of its own says where everything comes from; from within these tests some of it is known.
#pragma warning disable IDE0005
// readme: pipeline
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shadowgraph.Proofs;

// readme: end
namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The README's first example: compiled here, run from a package by the tests of the package.</summary>
internal static class ReadmePipeline
{
    public static async Task RunAsync()
    {
        // readme: pipeline
        // The host. Development keys are made on first use, to try it out, and are refused in Production; later: UseCeremonyKeys(directory).
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Services.AddProofPipeline(options => options.UseDevelopmentKeys());
        using var host = builder.Build();
        await host.StartAsync();
        var pipeline = host.Services.GetRequiredService<IProofPipeline>();

        // The publisher puts attestations about a subject into a registry, and publishes the registry's root.
        var subject = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
        var registry = new AttestationRegistry();
        registry.Publish(subject, AttestationJson.Read("""
            [
              { "source": "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718", "target": "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf",
                "opinion": { "belief": 0.8, "disbelief": 0.1, "uncertainty": 0.1, "base_rate": 0.5 },
                "weight": 1.0, "attestation_type": "trust", "created_at": 1767225600 }
            ]
            """u8));

        // A user asks for a proof from the opening of the subject's leaf, made out to a wallet.
        var wallet = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");
        var progress = new Progress<ProofProgress>(report => Console.WriteLine($"{report.Percent,3:F0} %  {report.Description}"));
        var request = new ProofRequest(registry.Open(subject), ProofStatement.Exact())
        {
            Recipient = wallet,
            UserId = wallet,
            Priority = ProofPriority.High,
        };
        try
        {
            var result = await pipeline.ProveAsync(request, progress);
            Console.WriteLine($"{result.State}: {result.Hash}"); // result.Proof goes to the verifier
        }
        catch (ProofErrorException e)
        {
            Console.WriteLine($"{e.Error.Type}: {e.Error.Message}");
        }

        await host.StopAsync(); // lets running proofs finish
        // readme: end
    }
}
