using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using ProofCluster.Hosting;
using ProofCluster.Operating;
using Shadowgraph.Proofs;

namespace ProofCluster.Http;

/// <summary>Composes a front over HTTP. Fronts are stateless: any number of fronts serve the same users.</summary>
internal static class HttpFront
{
    /// <summary>Makes the front.</summary>
    /// <param name="args">Options, in the form --name=value.</param>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = ProgramHost.EnvironmentOf(args),
        });
        ProgramHost.Configure(builder, args);
        builder.AddProofCluster();
        builder.UseOrleansClient(client => client.AddDashboard(dashboard => dashboard.HideTrace = true));
        var options = builder.Configuration.GetSection(HttpFrontOptions.Section).Get<HttpFrontOptions>() ?? new HttpFrontOptions();
        if (new HttpFrontOptionsValidator().Validate(null, options) is { Failed: true } check)
            throw new OptionsValidationException("", typeof(HttpFrontOptions), check.Failures);
        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.AddSingleton<UserTokens>();
        builder.Services.AddSingleton<CountsStore>();
        builder.Services.AddProblemDetails();
        builder.WebHost.UseUrls(options.Address);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ProofRequest.DefaultMaxBytes;
        });
        var app = builder.Build();
        RequestEndpoints.Map(app);
        return app;
    }
}
