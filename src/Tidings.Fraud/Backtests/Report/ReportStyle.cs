namespace Tidings.Fraud.Backtests.Report;

/// <summary>The look of a report: one stylesheet within the page, light and dark by the reader's system, and for paper.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ground: #f4f6f5; --surface: #fff; --line: #dde3e1; --ink: #15211e; --ink-2: #4a5a56; --accent: #0f766e; --good: #1d8a5b; --quiet: #9fb0ab; --bad: #c2410c; --live: #7c5cbf; --warn-soft: #fdefd3; --warn: #7a4a00; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #0d1312; --surface: #141c1a; --line: #2b3835; --ink: #e8efed; --ink-2: #b0bfba; --accent: #4cc9ba; --good: #4fc48d; --quiet: #5c6f69; --bad: #f08a4b; --live: #b39ddb; --warn-soft: #372a10; --warn: #f0bd5e; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 "Inter", "Segoe UI", system-ui, sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { margin: 0; font-size: 28px; letter-spacing: -.01em; }
        h2 { margin: 0 0 12px; font-size: 18px; }
        p { margin: 0 0 8px; }
        .sub { color: var(--ink-2); }
        .notice { margin: 20px 0; padding: 12px 16px; border-radius: 10px; background: var(--warn-soft); color: var(--warn); }
        .notice p:last-child { margin: 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); gap: 14px; margin: 20px 0; }
        .tile, section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
        .tile { padding: 14px 16px; }
        .tile dt { color: var(--ink-2); font-size: 13px; }
        .tile dd { margin: 2px 0 0; }
        .tile .figure { font-size: 26px; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
        .tile .note { color: var(--ink-2); font-size: 13px; }
        dl { margin: 0; }
        section { margin: 14px 0; padding: 18px 20px; overflow-x: auto; }
        .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 14px; }
        .two section { margin: 0; }
        svg { display: block; width: 100%; height: auto; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .axis { fill: var(--ink-2); font-size: 12px; font-variant-numeric: tabular-nums; }
        .caught { fill: var(--good); background: var(--good); }
        .genuine { fill: var(--quiet); background: var(--quiet); }
        .missed { fill: var(--bad); background: var(--bad); }
        .curve { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
        .here { fill: var(--accent); background: var(--accent); stroke: var(--surface); stroke-width: 2; }
        .live { fill: var(--live); background: var(--live); stroke: var(--surface); stroke-width: 2; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0; color: var(--ink-2); font-size: 13px; }
        .legend i { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 3px; }
        .legend i.here, .legend i.live { border-radius: 50%; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        caption { padding: 0 0 8px; color: var(--ink-2); font-size: 13px; text-align: left; }
        th, td { padding: 7px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        th { color: var(--ink-2); font-size: 13px; font-weight: 550; }
        th:first-child, td:first-child { padding-left: 0; text-align: left; white-space: normal; }
        th:last-child, td:last-child { padding-right: 0; }
        tr:last-child td { border-bottom: 0; }
        td:has(small) { min-width: 210px; }
        td small { display: block; color: var(--ink-2); }
        ul { margin: 0; padding-left: 20px; }
        li { margin: 4px 0; }
        footer { margin-top: 24px; color: var(--ink-2); font-size: 13px; overflow-wrap: anywhere; }
        @media print { body { background: #fff; } section, .tile { break-inside: avoid; } }
        """;
}
