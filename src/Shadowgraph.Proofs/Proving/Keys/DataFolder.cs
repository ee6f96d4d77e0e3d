namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The default directory of development keys.</summary>
internal static class DataFolder
{
    /// <summary>The keys' folder below the user's data folder; null for a user without a data folder.</summary>
    public static string? ForKeys() =>
        ForKeys(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <param name="userData">
    /// The user's data folder: empty, relative or directly below / if the user has no home (services, containers).
    /// </param>
    internal static string? ForKeys(string userData)
    {
        if (!Path.IsPathFullyQualified(userData)) return null;

        // Without a home, .NET returns "/.local/share", which belongs to no user.
        if (!OperatingSystem.IsWindows() && userData.StartsWith("/.", StringComparison.Ordinal)) return null;
        return Path.Combine(userData, "shadowgraph-proofs", "keys");
    }
}
