using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Binding;

/// <summary>
/// Reads the section "Proofs" of a JSON file by the generated binder (argument "binder") or by AddProofPipeline ("section"), and prints all
/// options, or what is wrong with them. With the argument "json", reads <see cref="SentValues"/> by the generated serializer and writes them again.
/// </summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [("binder" or "section" or "json") and var way, var file])
        {
            Console.Error.WriteLine("Usage: Shadowgraph.Proofs.Binding binder|section|json <file.json>");
            return 2;
        }

        return way == "json" ? Resend(file) : PrintOptions(way, file);
    }

    private static int Resend(string file)
    {
        try
        {
            var values = JsonSerializer.Deserialize(File.ReadAllText(file), SentJsonContext.Default.SentValues);
            Console.WriteLine(JsonSerializer.Serialize(values!, SentJsonContext.Default.SentValues));
            return 0;
        }
        catch (JsonException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int PrintOptions(string way, string file)
    {
        var section = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file)).Build().GetSection("Proofs");
        var services = new ServiceCollection();
        if (way == "section") services.AddProofPipeline(section);
        else GeneratedBinding.Configure(services, section).AddProofPipeline();
        using var provider = services.BuildServiceProvider();
        try
        {
            foreach (var line in OptionText.Of(provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value)) Console.WriteLine(line);
            return 0;
        }
        catch (OptionsValidationException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
