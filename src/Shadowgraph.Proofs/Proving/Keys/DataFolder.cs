namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Where development keys are kept when no directory is configured.</summary>
internal static class DataFolder
{
    /// <summary>The keys' folder below the user's data folder, or null if this user has none.</summary>
    public static string? ForKeys() =>
        ForKeys(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <param name="userData">
    /// The user's data folder: empty, relative or below / itself when the user has no home (services, containers).
    /// </param>
    internal static string? ForKeys(string userData)
    {
        if (!Path.IsPathFullyQualified(userData)) return null;

        // Without a home .NET answers "/.local/share": that is nobody's folder.
        if (!OperatingSystem.IsWindows() && userData.StartsWith("/.", StringComparison.Ordinal)) return null;
        return Path.Combine(userData, "shadowgraph-proofs", "keys");
    }
}
