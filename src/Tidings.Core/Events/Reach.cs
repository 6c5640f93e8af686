namespace Tidings.Core.Events;

/// <summary>How far the texts of an event may go. It follows from who brought the event, and stays with it into the journal.</summary>
public enum Reach : byte
{
    /// <summary>To whoever is concerned. What was journalled before there were kinds of keys reads as this.</summary>
    Live = 0,
    /// <summary>To the numbers of the bank's own team (<see cref="Decide.BankSettings.TeamNumbers"/>) and to nobody else.</summary>
    Team = 1,
    /// <summary>Nowhere, unless the carrier is a simulator.</summary>
    Test = 2,
}
