using Shadowgraph.Proofs.Benchmarks.Samples;

namespace Shadowgraph.Proofs.Benchmarks.Registry;

/// <summary>Changes to publish, in memory.</summary>
internal static class SampleChanges
{
    /// <summary>Changes that publish subjects.</summary>
    public static RegistryChange[] For(int first, int count, int attestations) =>
        [.. Enumerable.Range(first, count).Select(i => RegistryChange.Publish(SampleRegistry.AddressOf(i), SampleRegistry.AttestationsFor(i, attestations)))];

    /// <summary>The changes in sequence.</summary>
    public static async IAsyncEnumerable<RegistryChange> Stream(IReadOnlyList<RegistryChange> changes)
    {
        foreach (var change in changes) yield return change;
        await Task.CompletedTask;
    }
}
