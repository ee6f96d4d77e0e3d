namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>p in digits of 52 bits, least significant first, with the constants of folding and of the Montgomery step.</summary>
internal readonly struct BaseDigits52 : IDigits52
{
    public static double Modulus0 => 154029749239111;

    public static double Modulus1 => -1945555279752254;

    public static double Modulus2 => 423691504025963;

    public static double Modulus3 => -1685982885422232;

    public static double Modulus4 => 53207371014450;

    public static double NegativeInverse => 571208714576777;

    public static double Reciprocal => 1.8794388464117652E-14;

    public static double Fold00 => -2228345569395199;

    public static double Fold01 => 2020156036044391;

    public static double Fold02 => -1812795513276911;

    public static double Fold03 => 316445817623791;

    public static double Fold04 => -24022031623869;

    public static double Fold10 => -660800311879054;

    public static double Fold11 => 1351077781768500;

    public static double Fold12 => 2167967322010666;

    public static double Fold13 => 1180308817531496;

    public static double Fold14 => -25930104025755;

    public static double Fold20 => -1449301993405867;

    public static double Fold21 => -2061396352828020;

    public static double Fold22 => 170226705014777;

    public static double Fold23 => -2120621106667561;

    public static double Fold24 => 21016968944087;

    public static double Fold30 => -963567878525867;

    public static double Fold31 => -538808308922504;

    public static double Fold32 => 984111391427940;

    public static double Fold33 => 571326834804885;

    public static double Fold34 => 6748493764513;
}
