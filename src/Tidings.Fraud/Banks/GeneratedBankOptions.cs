namespace Tidings.Fraud.Banks;

/// <summary>How large a generated bank is and what happens to it. The defaults of the rates are the handbook's, for its 5,000 customers and 10,000 terminals.</summary>
public sealed record GeneratedBankOptions
{
    public ulong Seed { get; init; } = 1;
    public int Customers { get; init; } = 500;
    public int Terminals { get; init; } = 1_000;
    public int Days { get; init; } = 60;
    /// <summary>The first second, since 1970; 2018-04-01 is the handbook's.</summary>
    public uint Begins { get; init; } = Histories.HandbookFile.Start;
    /// <summary>How far a customer goes to a terminal, on a map of 100 by 100.</summary>
    public double Radius { get; init; } = 5;
    /// <summary>Scenario 1: from here on an amount is fraud, in major units.</summary>
    public double FraudulentAmount { get; init; } = 220;
    /// <summary>Scenario 2: terminals that are compromised anew each day, each for 28 days.</summary>
    public double TerminalsADay { get; init; } = 2;
    /// <summary>Scenario 3: customers whose card is compromised anew each day, each for 14 days.</summary>
    public double CardsADay { get; init; } = 3;
    /// <summary>Also what the handbook has not: places, shops, payees, devices, journeys, and accounts that are taken over.</summary>
    public bool Beyond { get; init; }
    /// <summary>Scenario 4, only with <see cref="Beyond"/>: accounts that are taken over anew each day.</summary>
    public double TakeoversADay { get; init; } = 0.5;
}
