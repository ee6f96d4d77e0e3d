namespace Shadowgraph.Proofs.Proving;

/// <summary>The smallest possible job, without a real subject: for a warm-up proof that is discarded.</summary>
internal static class WarmUpJob
{
    public static ProofJob Create()
    {
        var (attester, subject) = (AddressOf(1), AddressOf(2));
        var registry = new AttestationRegistry();
        registry.Publish(subject, [new Attestation
        {
            Source = attester,
            Target = subject,
            Opinion = new Opinion(Belief: 0.5, Disbelief: 0, Uncertainty: 0.5, BaseRate: 0.5),
            Weight = 1,
            Type = AttestationType.Trust,
            CreatedAt = DateTimeOffset.UnixEpoch,
        }]);
        return new ProofJob(
            registry.Open(subject), ProofStatement.Exact(), recipient: attester, ProofScope.None, asOf: DateTimeOffset.UnixEpoch.AddDays(1));
    }

    private static EvmAddress AddressOf(byte last)
    {
        var bytes = new byte[EvmAddress.Size];
        bytes[^1] = last;
        return new EvmAddress(bytes);
    }
}
