#include "files/report_style.hpp"

namespace touchstone::files {

const std::string_view k_report_style_hash = "sha256-PR9tCRBbhnRLjnBGE+ZYr+ydtevCXh3n06TsA2xMvzM=";

const std::string_view k_report_style = R"css(
:root{--ink:#18202c;--dim:#556071;--line:#d9dfe7;--soft:#f4f6f9;--link:#1d4fbe}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#fff;color:var(--ink);overflow-wrap:anywhere;
 font:16px/1.55 'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans','Noto Sans',sans-serif}
main,.cover{max-width:62rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--link)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:1}
h1,h2,h3{line-height:1.2;text-wrap:balance}
h1{font-size:2.6rem;margin:0 0 .75rem;letter-spacing:-.015em}
h2{font-size:1.65rem;margin:0 0 1rem;letter-spacing:-.01em}
h3{font-size:1.12rem;margin:2rem 0 .5rem}
p,ul,ol,dl{margin:0 0 1rem}
li{margin:.3rem 0}
section{margin:3.5rem 0 0;padding:2.25rem 0 0;border-top:2px solid var(--ink)}
.section-number{color:var(--dim);font-weight:400;margin-right:.35rem}
small{display:block;font-size:.86em;font-weight:400;color:var(--dim)}
figure{margin:1rem 0}
figure svg{display:block;max-width:100%;height:auto}
.gauge svg,.skyline svg{width:100%}
.cover{padding-top:2.5rem}
.brand{display:flex;align-items:center;gap:.6rem;color:var(--dim);margin:0 0 3.5rem}
.organisation{font-size:1.25rem;color:var(--dim);margin:0 0 2rem}
.skyline{margin:2rem 0}
figcaption{font-size:.86rem;color:var(--dim);margin-top:.4rem}
.facts{display:grid;grid-template-columns:1fr 1fr;gap:1rem 2rem;margin:2rem 0}
.facts dt{font-size:.86rem;color:var(--dim)}
.facts dd{margin:0;font-weight:600}
.contents{border-top:1px solid var(--line);padding-top:1.25rem}
.contents h2{font-size:1rem;margin:0 0 .5rem}
.contents ol{columns:2;column-gap:2rem;padding-left:1.3rem}
.contents li{break-inside:avoid}
.lead{font-size:1.3rem;line-height:1.4;max-width:46rem}
.gauge{max-width:46rem}
.steps li,.worst li{padding-left:.25rem}
.scroll{overflow-x:auto;margin:1.25rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-top:1px solid var(--line);
 overflow-wrap:break-word}
thead th{border-top:0;border-bottom:1.5px solid var(--ink);font-size:.92em;color:var(--dim);
 font-weight:600;vertical-align:bottom}
.name{width:26%}
.tag{width:4rem}
tbody th{font-weight:600}
td p{margin:0 0 .3rem}
th:last-child,td:last-child{padding-right:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .number{white-space:normal}
.badge{display:inline-block;vertical-align:-.35em}
td .badge{margin:-.2em 0}
.contents li{margin:.15rem 0}
.bar{display:inline-block;vertical-align:-.25em;max-width:100%}
.card{border:1px solid var(--line);border-radius:8px;padding:1.25rem 1.4rem .6rem;margin:0 0 1.5rem}
.card h3,.finding h3{margin:0 0 .2rem}
.card table{font-size:.88rem}
.rank{display:inline-block;min-width:1.6em;color:var(--dim);font-weight:400}
.place{color:var(--dim);font-size:.92rem;margin:0 0 .6rem}
.figures{margin:0 0 .35rem}
.words{white-space:pre-line}
blockquote{margin:.75rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid #ebc65a;font-size:1.05rem;
 font-style:italic}
.evidence{font-size:.92rem;margin:0 0 .6rem}
.finding{border-left:3px solid var(--ink);padding:.1rem 0 .1rem 1.1rem;margin:0 0 1.5rem}
.finding p{margin:0 0 .4rem}
.formula{font-family:Cambria,Georgia,'Liberation Serif',serif;font-size:1.15rem;font-style:italic;
 padding-left:2rem}
.legend svg{width:52rem}
@media (max-width:40rem){
 body{font-size:15px}
 main,.cover{padding-left:1rem;padding-right:1rem}
 h1{font-size:1.9rem}
 .facts{grid-template-columns:1fr}
 .contents ol{columns:1}
 .map,.legend{overflow-x:auto}
 .map svg,.legend svg{max-width:none}
 .card{padding:1rem 1rem .4rem}
 .scroll>table{min-width:34rem}
 .card .scroll>table{min-width:0}
}
@page{margin:17mm 16mm 19mm;
 @bottom-right{content:"Page " counter(page) " of " counter(pages);font:8.5pt Arial,sans-serif;
  color:#556071}}
@page :first{@bottom-right{content:none}}
@media print{
 body{font-size:10pt;line-height:1.45}
 main,.cover{max-width:none;padding:0}
 a{color:inherit;text-decoration:none}
 .skip{display:none}
 .cover{break-after:page;min-height:238mm;display:flex;flex-direction:column}
 .brand{margin-bottom:22mm}
 h1{font-size:27pt}
 h2{font-size:17pt}
 h3{font-size:11.5pt;margin-top:6mm}
 .contents{margin-top:auto}
 section{margin:10mm 0 0;padding:5mm 0 0}
 #touchpoints,#appendix{break-before:page;margin-top:0}
 #summary{margin-top:0}
 h2,h3,caption,.lead,thead,.card-head{break-after:avoid}
 h2+p{break-after:avoid}
 tr,.together,li,blockquote,figure,.finding,.formula,.evidence{break-inside:avoid}
 .card{break-inside:avoid}
 .scroll{overflow:visible}
 table{font-size:8.5pt;line-height:1.35}
 th,td{padding-top:.9mm;padding-bottom:.9mm;padding-right:3mm}
 .card{font-size:9pt;padding:3.5mm 4.5mm 1.5mm;margin-bottom:4mm;line-height:1.4}
 .card p,.card blockquote{margin-bottom:1.2mm}
 .card blockquote{margin-top:1.2mm;font-size:9.5pt}
 .card table{font-size:8pt}
 .card .scroll{margin:1.5mm 0}
 .evidence{font-size:1em}
 .place,.card .evidence{font-size:8.5pt}
 thead{display:table-header-group}
 p{orphans:3;widows:3}
 .lead{font-size:13pt}
}
)css";

}  // namespace touchstone::files
