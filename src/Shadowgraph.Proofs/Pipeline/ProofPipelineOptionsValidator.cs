using Microsoft.Extensions.Options;

namespace Shadowgraph.Proofs.Pipeline;

/// <summary>
/// Validates every option of <see cref="ProofPipelineOptions"/>, without reflection, and reports all invalid options at once, including unreadable
/// configuration entries. The existence of keys is checked by the key store, since a host with a custom prover needs no keys.
/// </summary>
internal sealed class ProofPipelineOptionsValidator : IValidateOptions<ProofPipelineOptions>
{
    public ValidateOptionsResult Validate(string? name, ProofPipelineOptions options)
    {
        List<string> failures = [.. options.Findings.Failures];
        if (!options.IgnoreUnknownConfiguration && options.Findings.Unknown is { } unknown)
        {
            failures.Add(
                $"The configuration has unknown names: {unknown}. Correct or remove them; "
                + $"{nameof(ProofPipelineOptions)}.{nameof(ProofPipelineOptions.IgnoreUnknownConfiguration)} allows unknown names.");
        }

        ProofPipelineOptionTable.Table.Check(options, nameof(ProofPipelineOptions), failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
