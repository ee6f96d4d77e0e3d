using System.Security.Cryptography;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
namespace Shadowgraph.Proofs.Caching;

internal static class ProofKeys
{
    public static ProofKey Of(ProofJob job, CircuitSize largestSize) =>
        new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{job.Opening.Root}{job.Opening.SubjectKey}{job.Opening.Leaf}{job.Statement}{job.Recipient}{job.Scope.ToFr()}{job.AsOf:O}{largestSize}")));
}
