using Microsoft.Extensions.Options;

namespace Shadowgraph.Proofs.Pipeline;

/// <summary>
/// Checks every option of <see cref="ProofPipelineOptions"/>, without reflection, and names all that can't be at once, with what a
/// configuration had that could not be read. Whether there are keys is checked by the key store, as a host with a prover of its own needs
/// none.
/// </summary>
internal sealed class ProofPipelineOptionsValidator : IValidateOptions<ProofPipelineOptions>
{
    public ValidateOptionsResult Validate(string? name, ProofPipelineOptions options)
    {
        List<string> failures = [.. options.Findings.Failures];
        if (!options.IgnoreUnknownConfiguration && options.Findings.Unknown is { } unknown)
        {
            failures.Add(
                $"The configuration has names that no option has: {unknown}. Correct or remove them; "
                + $"{nameof(ProofPipelineOptions)}.{nameof(ProofPipelineOptions.IgnoreUnknownConfiguration)} lets them be.");
        }

        ProofPipelineOptionTable.Table.Check(options, nameof(ProofPipelineOptions), failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
