using Microsoft.Extensions.Options;

namespace ProofServer.Registry;

/// <summary>The section "Registry" of the configuration.</summary>
internal sealed class RegistryOptions
{
    /// <summary>
    /// The folder of a registry, in the form of samples/Publisher; a missing folder is created. Null for a registry in memory, allowed in
    /// Development only.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>The file of the key that seals the registry; null for Publisher's default in the user's data folder.</summary>
    public string? KeyFile { get; set; }
}

internal sealed class RegistryOptionsValidator(IHostEnvironment environment) : IValidateOptions<RegistryOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        if (options.Folder is null && options.KeyFile is not null)
            return ValidateOptionsResult.Fail("Registry:KeyFile is set, and Registry:Folder is not. Name the folder of the registry that the key seals.");
        return options.Folder is { Length: > 0 } || environment.IsDevelopment()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Registry:Folder is missing: outside of Development a registry has to outlive the process. Name a folder on a local disk.");
    }
}
