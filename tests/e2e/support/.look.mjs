import { open_page, wait_until_idle } from '/work/main/tests/e2e/support/page.mjs';
const [w,h,name,...steps]=process.argv.slice(2);
const run=await open_page({size:{width:+w,height:+h},query:process.env.Q??''});
const page=run.page;
for(const s of steps){ try{ await eval('(async()=>{'+s+'})()'); await wait_until_idle(page);}catch(e){console.log('STEP FAILED',s,String(e).slice(0,400));} }
await page.screenshot({path:`/tmp/${name}.png`});
if(process.env.ARIA) console.log((await page.locator('body').ariaSnapshot()).slice(0,+process.env.ARIA));
console.log(await page.evaluate(()=>({...globalThis.touchstone_debug})));
await run.close().catch(e=>console.log(String(e).slice(0,1500)));
