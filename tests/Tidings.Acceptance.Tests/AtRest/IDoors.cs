namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>A node that runs: where it is asked, with which key, and where its data lies.</summary>
internal interface IDoors
{
    Uri Api { get; }
    string Key { get; }
    string Data { get; }
}
