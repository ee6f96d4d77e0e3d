using ProofCluster.Contract;

namespace ProofCluster.Fronts;

/// <summary>Reads the reports of an activation until the last report, or until the silo no longer answers.</summary>
internal sealed class ReportReader(IAsyncEnumerable<Report> reports, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Report> _reports = reports.GetAsyncEnumerator(cancellationToken);

    /// <summary>The next report.</summary>
    /// <returns>Null if this activation gives no more.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Report?> ReadAsync()
    {
        try
        {
            return await _reports.MoveNextAsync() ? _reports.Current : null;
        }
#pragma warning disable CA1031 // After any failure the request is looked up again.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Ends the reading in the activation, if the activation still exists.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _reports.DisposeAsync();
        }
#pragma warning disable CA1031 // A silo that died has nothing to release.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
