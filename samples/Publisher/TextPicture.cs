using System.Globalization;

namespace Shadowgraph.Samples.Publisher;

/// <summary>A web of trust as a tree of lines.</summary>
internal static class TextPicture
{
    private const int BarWidth = 16;

    public static void Draw(TrustWeb web, TextWriter output)
    {
        var score = web.Score is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : "none, as nothing is active";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{web.Subject}  score {score}, {web.AttestationCount} attestations"));
        var strongest = web.Attesters.Select(attester => Math.Abs(attester.Strength)).DefaultIfEmpty(1).Max();
        for (var i = 0; i < web.Attesters.Count; i++)
        {
            var attester = web.Attesters[i];
            var isLast = i == web.Attesters.Count - 1 && web.AttestationCount == web.Attesters.Count;
            Line(isLast ? "└─ " : "├─ ", attester, strongest, $", attested by {attester.Received}");
            for (var j = 0; j < attester.Behind.Count; j++)
                Line((isLast ? "   " : "│  ") + (j == attester.Behind.Count - 1 ? "└─ " : "├─ "), attester.Behind[j], strongest, "");
        }

        if (web.AttestationCount > web.Attesters.Count) output.WriteLine($"└─ and {web.AttestationCount - web.Attesters.Count} more");

        void Line(string branch, TrustWeb.Attester attester, double most, string more)
        {
            var bar = new string(attester.Strength < 0 ? '▒' : '█', Math.Max((int)(BarWidth * Math.Abs(attester.Strength) / Math.Max(most, 1e-9)), 1));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{branch}{attester.Account}  {bar,-BarWidth} {attester.Strength,7:0.00} {attester.Type}{(attester.IsActive ? "" : ", expired")}{more}"));
        }
    }
}
