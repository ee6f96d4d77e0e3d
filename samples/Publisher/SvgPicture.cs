using System.Globalization;
using System.Text;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>A web of trust as a picture: the subject in the middle, its attesters around, and their attesters outside.</summary>
internal static class SvgPicture
{
    private const int Size = 1000;
    private const double Inner = 250;
    private const double Outer = 420;

    public static string Draw(TrustWeb web)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Size} {Size}\" font-family=\"sans-serif\" font-size=\"11\">");
        svg.AppendLine("<style>line{stroke:#2a7d4f} .against{stroke:#b3402f} .expired{stroke-dasharray:4 4;opacity:.5} .among{opacity:.25}");
        svg.AppendLine("circle{fill:#f6f4ee;stroke:#444} .subject{fill:#2a7d4f} text{text-anchor:middle;fill:#222}</style>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{Size}\" height=\"{Size}\" fill=\"white\"/>");
        var strongest = web.Attesters.SelectMany(attester => attester.Behind.Append(attester)).Select(attester => Math.Abs(attester.Strength)).DefaultIfEmpty(1).Max();
        var middle = new Place(Size / 2.0, Size / 2.0);
        var places = new Dictionary<EvmAddress, Place> { [web.Subject] = middle };
        for (var i = 0; i < web.Attesters.Count; i++) places[web.Attesters[i].Account] = At(Inner, i, web.Attesters.Count);

        // Lines first, so that the circles cover the lines.
        foreach (var link in web.Links) Line(places[link.From], places[link.To], link.Strength, link.IsActive, "among ");
        for (var i = 0; i < web.Attesters.Count; i++)
        {
            var attester = web.Attesters[i];
            Line(places[attester.Account], middle, attester.Strength, attester.IsActive, "");
            for (var j = 0; j < attester.Behind.Count; j++)
            {
                var place = Behind(i, j, attester.Behind.Count);
                Line(place, places[attester.Account], attester.Behind[j].Strength, attester.Behind[j].IsActive, "");
                Circle(place, 4, "", $"{attester.Behind[j].Account}");
            }
        }

        foreach (var attester in web.Attesters)
        {
            Circle(places[attester.Account], 6 + Math.Min(Math.Sqrt(attester.Received), 14), "", $"{attester.Account}, attested by {attester.Received}");
            Text(places[attester.Account], 24, Short(attester.Account));
        }

        Circle(middle, 22, "subject", web.Subject.ToString());
        Text(middle, 40, Short(web.Subject));
        var score = web.Score is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : "none";
        Text(new(Size / 2.0, Size), -14, $"score {score}; {web.AttestationCount} attestations, {web.Attesters.Count} shown; green for, red against, dashed expired");
        return svg.AppendLine("</svg>").ToString();

        Place At(double radius, double position, int count)
        {
            var angle = 2 * Math.PI * position / Math.Max(count, 1) - Math.PI / 2;
            return new(middle.X + radius * Math.Cos(angle), middle.Y + radius * Math.Sin(angle));
        }

        Place Behind(int attester, int position, int count) => At(Outer, attester + (position - (count - 1) / 2.0) * 0.28, web.Attesters.Count);

        void Line(Place from, Place to, double strength, bool isActive, string among)
        {
            var kind = $"{among}{(strength < 0 ? "against " : "")}{(isActive ? "" : "expired")}".Trim();
            var width = 0.6 + 4 * Math.Abs(strength) / Math.Max(strongest, 1e-9);
            svg.AppendLine(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{from.X:0.#}\" y1=\"{from.Y:0.#}\" x2=\"{to.X:0.#}\" y2=\"{to.Y:0.#}\" stroke-width=\"{width:0.##}\"{(kind.Length > 0 ? $" class=\"{kind}\"" : "")}/>");
        }

        void Circle(Place place, double radius, string kind, string title) => svg.AppendLine(
            CultureInfo.InvariantCulture,
            $"<circle cx=\"{place.X:0.#}\" cy=\"{place.Y:0.#}\" r=\"{radius:0.#}\"{(kind.Length > 0 ? $" class=\"{kind}\"" : "")}><title>{title}</title></circle>");

        void Text(Place place, double below, string text) =>
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{place.X:0.#}\" y=\"{place.Y + below:0.#}\">{text}</text>");
    }

    /// <summary>Characters of an address and this program's own words alone: nothing that SVG would take for markup.</summary>
    private static string Short(EvmAddress account)
    {
        var text = account.ToString();
        return $"{text[..6]}…{text[^4..]}";
    }

    private readonly record struct Place(double X, double Y);
}
