using ProofCluster.Contract;

namespace ProofCluster.Fronts;

/// <summary>Reads the reports of one activation until they end or its silo no longer answers.</summary>
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
#pragma warning disable CA1031 // Whatever it is, the request is looked for again.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Tells the activation, if it is still there.</summary>
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
