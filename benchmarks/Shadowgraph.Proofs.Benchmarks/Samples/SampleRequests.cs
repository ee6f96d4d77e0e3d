namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>Requests that are all different: each has a recipient of its own.</summary>
internal static class SampleRequests
{
    private const int Subjects = 100;

    /// <summary>As many requests about a hundred subjects.</summary>
    /// <param name="count">How many.</param>
    /// <param name="attestations">Attestations of each subject.</param>
    public static ProofRequest[] Create(int count, int attestations)
    {
        var registry = SampleRegistry.Create(Subjects, attestations);
        var openings = Enumerable.Range(1, Subjects).Select(i => registry.Open(SampleRegistry.AddressOf(i))).ToArray();
        var requests = new ProofRequest[count];
        for (var i = 0; i < count; i++)
        {
            requests[i] = new ProofRequest(openings[i % Subjects], ProofStatement.SetMembership())
            {
                Recipient = SampleRegistry.AddressOf((1 << 28) + i),
                AsOf = SampleRegistry.AsOf,
                UserId = SampleRegistry.AddressOf(i % Subjects),
                Priority = (ProofPriority)(i % 4),
            };
        }

        return requests;
    }
}
