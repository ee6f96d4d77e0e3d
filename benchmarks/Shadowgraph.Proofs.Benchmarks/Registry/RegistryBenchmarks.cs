using BenchmarkDotNet.Attributes;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>A registry of 1 024 subjects.</summary>
public class RegistryBenchmarks
{
    private const int Subjects = 1024;

    private AttestationRegistry _registry = null!;
    private Attestation[] _attestations = null!;

    /// <summary>The attestations of the subject that is published.</summary>
    [Params(20, 480)]
    public int Attestations { get; set; }

    /// <summary>Publishes the subjects.</summary>
    [GlobalSetup]
    public void Publish()
    {
        _registry = SampleRegistry.Create(Subjects, attestations: 1);
        _attestations = SampleRegistry.AttestationsFor(Subjects, Attestations);
    }

    /// <summary>A subject that is new: published, and removed again so that no more subjects live than before.</summary>
    [Benchmark]
    public bool PublishAndRemove()
    {
        var account = SampleRegistry.AddressOf(Subjects + 1);
        _registry.Publish(account, SampleRegistry.AttestationsFor(Subjects + 1, Attestations));
        return _registry.Remove(account);
    }

    /// <summary>New attestations for a subject that has some.</summary>
    [Benchmark]
    public Fr Update() => _registry.Publish(SampleRegistry.AddressOf(Subjects), _attestations);

    /// <summary>The opening of a subject, which a proof starts from.</summary>
    [Benchmark]
    public RegistryOpening Open() => _registry.Open(SampleRegistry.AddressOf(Subjects));
}
